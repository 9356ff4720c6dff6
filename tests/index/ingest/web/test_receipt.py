"""The receipt of a crawl: what was asked of a host, and how far apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.web.receipt import HostReceipt


def asked_at(*moments: float) -> HostReceipt:
    receipt = HostReceipt("salt.example")
    for moment in moments:
        receipt.request_starts(moment)
    return receipt


def test_delays_are_between_the_starts_of_requests() -> None:
    told = asked_at(100.0, 101.5, 102.0, 106.0).as_dict()
    assert told["requests"] == 4
    assert told["least_delay_s"] == 0.5
    assert told["mean_delay_s"] == 2.0


@pytest.mark.parametrize("moments", [(), (5.0,)])
def test_fewer_than_two_requests_have_no_delay(moments: tuple[float, ...]) -> None:
    told = asked_at(*moments).as_dict()
    assert told["requests"] == len(moments)
    assert told["least_delay_s"] is None
    assert told["mean_delay_s"] == 0.0


def test_the_share_of_unchanged_answers_is_of_all_requests() -> None:
    receipt = asked_at(0.0, 1.0, 2.0)
    receipt.not_modified = 2
    assert receipt.as_dict()["not_modified_share"] == 0.667
    assert asked_at().as_dict()["not_modified_share"] == 0.0


@given(st.lists(st.floats(0.001, 1000), min_size=1, max_size=30))
def test_least_and_mean_are_those_of_the_delays(delays: list[float]) -> None:
    moments = [0.0]
    for delay in delays:
        moments.append(moments[-1] + delay)
    receipt = asked_at(*moments)
    assert receipt.least_delay_s == pytest.approx(min(delays), rel=1e-6, abs=1e-6)
    assert receipt.mean_delay_s == pytest.approx(sum(delays) / len(delays), rel=1e-6)
