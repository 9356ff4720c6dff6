"""Nothing in a private network is asked, however its address is written."""

import ipaddress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.address import IPv4Address, IPv6Address

from index.ingest.web import guard
from index.ingest.web.guard import is_never_asked, is_private, objection_to

PUBLIC = ["93.184.216.34", "8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "100.63.255.255", "100.128.0.0"]
# Addresses of one's own network, which --allow-private asks.
INTRANET = [
    "127.0.0.1",
    "127.255.255.254",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",  # carrier-grade NAT
    "100.127.255.255",
    "192.0.2.1",  # documentation
    "198.18.0.1",  # benchmarks
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "fd12:3456:789a::1",
    "2001:db8::1",
]
# Addresses that nothing asks: clouds tell their machines' secrets there.
NEVER = [
    "169.254.169.254",
    "169.254.0.1",
    "fe80::1",
    "fe80::1%eth0",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "ff02::1",
    "100.100.100.200",
    "168.63.129.16",
    "fd00:ec2::254",
]
WRAPPED = ["::ffff:{0}", "64:ff9b::{0}", "2002:{1:04x}:{2:04x}::1"]  # IPv4-mapped, NAT64, 6to4


def wrapped(address: str) -> list[str]:
    """IPv6 addresses that stand for an IPv4 address."""
    number = int(ipaddress.IPv4Address(address))
    teredo = f"2001:0:4136:e378:8000:63bf:{(number >> 16) ^ 0xFFFF:x}:{(number & 0xFFFF) ^ 0xFFFF:x}"
    return [form.format(address, number >> 16, number & 0xFFFF) for form in WRAPPED] + [teredo]


def with_wrapped(addresses: list[str]) -> list[str]:
    return addresses + [other for a in addresses if ":" not in a for other in wrapped(a)]


@pytest.mark.parametrize("address", with_wrapped(PUBLIC))
def test_a_public_address_may_be_asked(address: str) -> None:
    assert not is_private(address)
    assert not is_never_asked(address)


@pytest.mark.parametrize("address", with_wrapped(INTRANET))
def test_an_intranets_address_is_asked_only_where_that_is_allowed(address: str) -> None:
    assert is_private(address)
    assert not is_never_asked(address)
    host = f"[{address}]" if ":" in address else address
    said = objection_to(f"http://{host}/", allow_private=False)
    assert said is not None
    assert "--allow-private" in said
    assert objection_to(f"http://{host}:8080/", allow_private=True) is None


# 168.63.129.16 is Azure's, in the middle of public addresses.
@pytest.mark.parametrize("address", with_wrapped(NEVER))
def test_where_clouds_keep_secrets_is_never_asked(address: str) -> None:
    assert is_never_asked(address)
    if "%" not in address:  # no such address is in a URL that is asked
        host = f"[{address}]" if ":" in address else address
        assert objection_to(f"http://{host}/latest/", allow_private=True) is not None
        assert objection_to(f"http://{host}/latest/", allow_private=False) is not None


@pytest.mark.parametrize("nonsense", ["", "example.org", "1.2.3", "1.2.3.4.5", "0x7f.0.0.1", "::g"])
def test_what_is_no_address_at_all_counts_as_private(nonsense: str) -> None:
    assert is_private(nonsense)
    assert is_never_asked(nonsense)


@given(st.ip_addresses(v=4))
def test_an_address_is_as_private_in_every_wrapping(address: ipaddress.IPv4Address) -> None:
    plain = str(address)
    assert {is_private(other) for other in wrapped(plain)} == {is_private(plain)}
    assert {is_never_asked(other) for other in wrapped(plain)} == {is_never_asked(plain)}


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://example.org/", "ftp is neither http nor https"),
        ("file:///etc/passwd", "file is neither http nor https"),
        ("//example.org/", "neither http nor https"),
        ("http:///a", "names no host"),
        ("http://[::1/", "not a valid address"),
        ("http://example.org:99999/", "not a valid address"),
    ],
)
def test_what_is_no_web_address_is_not_asked(url: str, says: str) -> None:
    said = objection_to(url, allow_private=True)
    assert said is not None
    assert says in said


def test_a_name_is_looked_up_before_it_is_judged() -> None:
    assert objection_to("https://blog.example.org/", allow_private=False) is None


class Receiver:
    """Twisted's receiver of what a name stands for."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.ended = False

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 - Twisted's name
        pass

    def addressResolved(self, address: Any) -> None:  # noqa: N802 - Twisted's name
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's name
        self.ended = True


@pytest.mark.parametrize(
    ("allow_private", "passed_on"),
    [(False, ["93.184.216.34"]), (True, ["93.184.216.34", "10.0.0.7", "::1"])],
)
def test_of_what_a_name_stands_for_only_what_may_be_asked_is_passed_on(
    allow_private: bool, passed_on: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for remembered in ("_refused", "_private"):
        monkeypatch.setattr(guard, remembered, type(getattr(guard, remembered))())
    receiver = Receiver()
    public = guard._PublicAddresses(receiver, "mixed.example", allow_private=allow_private)
    public.resolutionBegan(None)
    for host in ("93.184.216.34", "10.0.0.7", "169.254.169.254"):
        public.addressResolved(IPv4Address("TCP", host, 80))
    public.addressResolved(IPv6Address("TCP", "::1", 80))
    public.addressResolved(IPv6Address("TCP", "::ffff:169.254.169.254", 80))
    public.resolutionComplete()
    assert receiver.addresses == passed_on
    assert receiver.ended
    assert guard.refused_address("mixed.example") == "::ffff:169.254.169.254"
    assert guard.is_private_host("mixed.example")
    assert guard.refused_address("other.example") is None
