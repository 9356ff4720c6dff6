"""Figures against size -> a small picture in SVG. Pure.

By hand, since three lines of points are all that is drawn: no library for drawing has to be installed for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import log10

_WIDTH, _HEIGHT = 300, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 14, 34, 38
_COLOURS = ("#1f5fa8", "#c2571a", "#2b7a3d")
_STYLE = "font: 11px sans-serif; fill: #333"


@dataclass(frozen=True, slots=True)
class Line:
    """Points (size, value) in the order of their sizes, and what they are called."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines that share a scale, from 0 or from `lowest`; sizes stand on a logarithmic one."""

    title: str
    lines: Sequence[Line]
    lowest: float = 0.0


def plot(panels: Sequence[Panel]) -> str:
    """The panels side by side, each with its own scale."""
    width = _WIDTH * len(panels)
    drawn = "\n".join(
        f'<g transform="translate({_WIDTH * place} 0)">\n{_panel(panel)}\n</g>'
        for place, panel in enumerate(panels)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_HEIGHT}" width="{width}" '
        f'height="{_HEIGHT}" role="img">\n<rect width="100%" height="100%" fill="#fff"/>\n{drawn}\n</svg>\n'
    )


def _panel(panel: Panel) -> str:
    sizes = [size for line in panel.lines for size, _ in line.points]
    first, last = log10(min(sizes)), log10(max(sizes))
    top = round_up(max(value for line in panel.lines for _, value in line.points))

    def x(size: float) -> float:
        share = (log10(size) - first) / (last - first) if last > first else 0.5
        return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)

    def y(value: float) -> float:
        share = (value - panel.lowest) / (top - panel.lowest) if top > panel.lowest else 0.5
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)

    parts = [_text(_LEFT, 16, panel.title, "start", "font-weight: bold")]
    for step in range(5):
        value = panel.lowest + step * (top - panel.lowest) / 4
        parts.append(f'<path d="M{_LEFT} {y(value):.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        parts.append(_text(_LEFT - 6, y(value) + 4, f"{value:,.4g}", "end"))
    parts += [_text(x(size), _HEIGHT - _BOTTOM + 16, _short(size), "middle") for size in sorted(set(sizes))]
    parts.append(_text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 6, "passages", "middle"))
    for number, (line, colour) in enumerate(zip(panel.lines, _COLOURS, strict=False)):
        points = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in line.points)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{x(size):.1f}" cy="{y(value):.1f}" r="3" fill="{colour}"/>'
            for size, value in line.points
        ]
        if len(panel.lines) > 1:
            parts.append(_text(_LEFT + 8, _TOP + 10 + 14 * number, line.name, "start", f"fill: {colour}"))
    return "\n".join(parts)


def round_up(value: float) -> float:
    """The next of 1, 2, 4, 6, 8 times a power of ten: what a scale with four steps ends at well.

    >>> round_up(0.97), round_up(437.0), round_up(2.1)
    (1.0, 600.0, 4.0)
    """
    if value <= 0:
        return 1.0
    power = 10.0 ** len(str(int(value))) / 10 if value >= 1 else 0.1
    return next(step * power for step in (1, 2, 4, 6, 8, 10) if step * power >= value)


def _text(x: float, y: float, text: str, anchor: str, style: str = "") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} style="{_STYLE}; {style}">{escape(text)}</text>'


def _short(size: float) -> str:
    """A size in few characters.

    >>> _short(1_000_000), _short(29_870), _short(512)
    ('1M', '30k', '512')
    """
    if size >= 999_500:
        return f"{size / 1e6:.3g}M"
    return f"{size / 1e3:.0f}k" if size >= 1000 else f"{size:.0f}"
