from xml.etree import ElementTree as ET

from search.benchmarks.plot import Line, Panel, plot

SVG = "{http://www.w3.org/2000/svg}"


def test_larger_values_stand_higher_and_larger_sizes_further_right() -> None:
    drawn = ET.fromstring(plot([Panel("ms", [Line("p50", [(1_000, 2.0), (10_000, 4.0), (100_000, 9.0)])])]))
    points = [(float(c.get("cx")), float(c.get("cy"))) for c in drawn.iter(f"{SVG}circle")]
    across, down = zip(*points, strict=True)
    assert list(across) == sorted(across)
    assert list(down) == sorted(down, reverse=True)
    assert abs((across[1] - across[0]) - (across[2] - across[1])) < 0.2  # a logarithmic scale


def test_everything_is_named_and_names_are_text() -> None:
    lines = [Line("a < b", [(10, 1.0)]), Line("c", [(10, 2.0)])]
    texts = [t.text for t in ET.fromstring(plot([Panel("A & B", lines)])).iter(f"{SVG}text")]
    assert {"A & B", "a < b", "c", "10", "passages"} <= set(texts)


def test_a_single_size_and_equal_values_are_drawn_too() -> None:
    assert "nan" not in plot([Panel("recall", [Line("r", [(10, 0.9)])], lowest=0.9)])
