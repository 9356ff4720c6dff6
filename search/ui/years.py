"""The answers over time: a bar for each year, which leads to the answers of that year. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from index.wording import counted
from search.choice import UNKNOWN, Dimension
from search.narrowing import Count
from search.ui.address import Address
from search.ui.values import element_id, label_of

_WIDEST_SPAN = 40  # years that are drawn without gaps; over more, only those that have answers
_LEAST_HEIGHT = 6  # percent, of a bar that can still be seen


def years_html(found: Sequence[Count], address: Address) -> str:
    """A link for each year; several of them can be drawn over (navigate.js). Nothing of one alone."""
    if len(found) < 2:
        return ""
    most = max(count.count for count in found)
    bars = "".join(_year_html(count, most, address) for count in _without_gaps(found))
    href = address.choosing(replace(address.choice, years=None)).href()
    return f'<div class="bs-years" role="group" aria-label="Years" data-href="{escape(href)}">{bars}</div>'


def _without_gaps(found: Sequence[Count]) -> list[Count]:
    """`found` with the years between that have no answers, where they are not too many."""
    known = {int(count.value): count for count in found if count.value != UNKNOWN}
    if not known or max(known) - min(known) > _WIDEST_SPAN:
        return list(found)
    span = range(min(known), max(known) + 1)
    undated = [count for count in found if count.value == UNKNOWN]
    return [*(known.get(year, Count(f"{year:04}", f"{year:04}", 0, False)) for year in span), *undated]


def _year_html(count: Count, most: int, address: Address) -> str:
    height = max(round(100 * count.count / most), _LEAST_HEIGHT) if count.count else 0
    short = f"’{count.label[-2:]}" if count.label else "?"
    inside = (
        f'<span class="bs-column" aria-hidden="true"><span style="height:{height}%"></span></span>'
        f'<span aria-hidden="true">{short}</span>'
    )
    if not count.count:
        return f'<span class="bs-year bs-none">{inside}</span>'
    href = address.choosing(address.choice.with_value(Dimension.YEAR, count.value)).href()
    current = ' aria-current="true"' if count.is_chosen else ""
    said = f"{label_of(Dimension.YEAR, count)}: {counted(count.count, 'answer')}"
    place = "" if count.value == UNKNOWN else f' data-year="{count.value}"'
    return (
        f'<a class="bs-year" id="{element_id(Dimension.YEAR, count.value)}"{place} href="{escape(href)}"'
        f' title="{said}" aria-label="{said}"{current}>{inside}</a>'
    )
