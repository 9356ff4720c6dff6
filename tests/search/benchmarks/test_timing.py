from search.benchmarks.timing import in_turn, latency, spread


def test_calls_take_turns_and_the_first_round_does_not_count() -> None:
    called: list[str] = []
    seconds = in_turn({"a": lambda: called.append("a"), "b": lambda: called.append("b")}, rounds=2)
    assert called == ["a", "b"] * 3
    assert {name: len(taken) for name, taken in seconds.items()} == {"a": 2, "b": 2}


def test_spread_and_latency_are_what_they_say() -> None:
    assert (spread([4.0, 1.0, 2.0]).median, spread([4.0, 1.0]).most) == (2.0, 4.0)
    found = latency([float(ms) for ms in range(1, 102)])
    assert (found.p50_ms, found.p95_ms, found.count) == (51.0, 96.0, 101)
