"""Which addresses may be asked at all: http and https, and nothing in a private network."""

import ipaddress
from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import urlsplit

from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer, provider

# Carrier-grade NAT is shared address space (RFC 6598): not private to Python, and not public either.
_SHARED = ipaddress.ip_network("100.64.0.0/10")
# What clouds tell their machines, where it is not link-local: AWS, Alibaba, Azure.
_METADATA = frozenset({"fd00:ec2::254", "100.100.100.200", "168.63.129.16"})
_refused: dict[str, str] = {}  # {host: the private address it stands for}
_private: set[str] = set()  # hosts found to be private, whether they may be asked or not


def is_private(address: str) -> bool:
    """Whether an IP address is private, loopback, link-local, or otherwise not public.

    >>> is_private("127.0.0.1"), is_private("169.254.169.254"), is_private("::ffff:10.0.0.1")
    (True, True, True)
    >>> is_private("93.184.216.34")
    False
    """
    ip = _ip(address)
    if ip is None:
        return True
    is_shared = ip.version == 4 and ip in _SHARED
    return not ip.is_global or ip.is_multicast or is_shared or str(ip) in _METADATA


def is_never_asked(address: str) -> bool:
    """Whether an IP address is nobody's web server, not even on an intranet: clouds keep secrets there.

    >>> is_never_asked("169.254.169.254"), is_never_asked("fd00:ec2::254"), is_never_asked("10.0.0.1")
    (True, True, False)
    """
    ip = _ip(address)
    if ip is None:
        return True
    return ip.is_link_local or ip.is_multicast or ip.is_unspecified or str(ip) in _METADATA


def _ip(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that is meant: the IPv4 one inside an IPv6 one, where there is any; None for no address."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    if ip.version == 4:
        return ip
    if int(ip) >> 32 == 0x64FF9B << 64:  # 64:ff9b::/96, NAT64
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or ip


def objection_to(url: str, *, allow_private: bool) -> str | None:
    """Why `url` is not asked, as far as the address itself tells; None where it may be."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "it is not a valid address"
    if parts.scheme not in ("http", "https"):
        return f"{parts.scheme or 'it'} is neither http nor https"
    if not host:
        return "it names no host"
    if _ip(host) is not None and is_private(host):
        _private.add(host)
        if not allow_private or is_never_asked(host):
            return private_reason(host)
    return None


def private_reason(address: str) -> str:
    """What is said of a private address that is not asked."""
    return f"{address} is a private address, which only --allow-private asks, and never a link-local one"


def refused_address(host: str) -> str | None:
    """The private address because of which `host` was not asked; None where it was."""
    return _refused.get(host)


def is_private_host(host: str) -> bool:
    """Whether `host` was found to be in a private network."""
    return host in _private


@implementer(IHostnameResolver)
class PublicResolver(CachingHostnameResolver):
    """Resolves names to public addresses alone, unless private ones are allowed.

    The connection is made to the very address that is checked here, so that a name cannot be public when
    it is looked at and private a moment later.
    """

    def __init__(self, reactor: Any, cache_size: int, *, allow_private: bool) -> None:
        """Wrap `reactor`'s own resolver."""
        super().__init__(reactor, cache_size)
        self._allow_private = allow_private

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> "PublicResolver":
        """Make one with the crawler's settings."""
        settings = crawler.settings
        return cls(
            reactor, settings.getint("DNSCACHE_SIZE"), allow_private=settings["BLOGSEEK_ALLOW_PRIVATE"]
        )

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803 - Twisted's name
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """Resolve `hostName`, passing on what may be asked."""
        receiver = _PublicAddresses(resolutionReceiver, hostName, allow_private=self._allow_private)
        return super().resolveHostName(
            cast(Any, receiver), hostName, portNumber, addressTypes, transportSemantics
        )


@provider(IResolutionReceiver)
class _PublicAddresses:
    """Passes on the addresses that are public."""

    def __init__(self, receiver: Any, host: str, *, allow_private: bool) -> None:
        self._receiver = receiver
        self._host = host
        self._allow_private = allow_private

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 - Twisted's name
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802 - Twisted's name
        if is_private(address.host):
            _private.add(self._host)
            if not self._allow_private or is_never_asked(address.host):
                _refused[self._host] = address.host
                return
        self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's name
        self._receiver.resolutionComplete()
