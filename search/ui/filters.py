"""What the answers can be narrowed by, as links with counts: each leads to just so many answers. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from search.choice import UNDATED, UNKNOWN, Choice, Dimension, Years
from search.narrowing import Count, counts
from search.survey import Found
from search.ui.address import Address, Order, written_years
from search.ui.markup import isolated
from search.ui.values import KIND_NAMES, UNKNOWN_NAMES, element_id, label_of
from search.ui.years import years_html

_LISTED = (Dimension.BLOG, Dimension.AUTHOR, Dimension.TAG, Dimension.LANGUAGE)
_MOST_VALUES = 100  # listed of one kind
_ORDER_NAMES = {Order.BEST: "Best first", Order.NEWEST: "Newest first"}


def filters_html(answers: Sequence[Found], address: Address) -> str:
    """Lists of values and the years, then what is chosen; empty where there is nothing to choose among."""
    found = {dimension: counts(answers, address.choice, dimension) for dimension in Dimension}
    lists = "".join(_list_html(dimension, found[dimension], address) for dimension in _LISTED)
    years = years_html(found[Dimension.YEAR], address)
    chosen = _chosen_html(found, address)
    if len(answers) < 2 or not (lists or years):
        return chosen
    kinds = f'<div class="bs-kinds">{lists}</div>' if lists else ""
    return f'<nav class="bs-filters" aria-label="Narrow the answers">{kinds}{years}</nav>{chosen}'


def order_html(address: Address) -> str:
    """In which order the answers stand, and the other."""
    links = (
        f'<a id="bs-order-{order}" href="{escape(replace(address, order=order).href())}"'
        f"{' aria-current=true' if order is address.order else ''}>{name}</a>"
        for order, name in _ORDER_NAMES.items()
    )
    return f'<nav class="bs-order" aria-label="Order">{" ".join(links)}</nav>'


def _list_html(dimension: Dimension, found: Sequence[Count], address: Address) -> str:
    """The values of one kind, folded away; nothing where all answers have the same."""
    if len(found) < 2 and not any(count.is_chosen for count in found):
        return ""
    items = "".join(_item_html(dimension, count, address) for count in found[:_MOST_VALUES])
    name = KIND_NAMES[dimension]
    return (
        f'<details id="bs-{dimension}" name="bs-filter"><summary>{name}</summary>'
        f'<ul aria-label="{name}">{items}</ul></details>'
    )


def _item_html(dimension: Dimension, count: Count, address: Address) -> str:
    href = address.choosing(address.choice.with_value(dimension, count.value)).href()
    current = ' aria-current="true"' if count.is_chosen else ""
    return (
        f'<li><a id="{element_id(dimension, count.value)}" href="{escape(href)}"{current}>'
        f"<span>{isolated(label_of(dimension, count))}</span>"
        f'<span class="bs-n">{count.count:,}<span class="bs-unseen"> answers</span></span></a></li>'
    )


def _chosen_html(found: Mapping[Dimension, Sequence[Count]], address: Address) -> str:
    """What is chosen, each to be dropped with a click; empty where nothing is."""
    choice = address.choice
    drops = "".join(
        f'<a href="{escape(address.choosing(dropped).href())}"><span class="bs-unseen">Drop </span>'
        f"{KIND_NAMES[dimension]}: {isolated(_chosen_label(dimension, value, found[dimension]))}"
        '<span aria-hidden="true"> ×</span></a>'
        for dimension, value, dropped in _chosen(choice)
    )
    if not drops:
        return ""
    wider = "".join(
        f'<a href="{escape(address.choosing(replace(choice, years=years)).href())}">{said}</a>'
        for said, years in _wider(choice.years)
    )
    return f'<p class="bs-chosen">{drops}{wider}</p>'


def _chosen(choice: Choice) -> list[tuple[Dimension, str, Choice]]:
    """(kind, value, the choice without it) of all that is chosen."""
    single = (
        (Dimension.BLOG, choice.blog),
        (Dimension.AUTHOR, choice.author),
        (Dimension.LANGUAGE, choice.language),
    )
    chosen = [(kind, value, choice.without(kind)) for kind, value in single if value is not None]
    chosen += [(Dimension.TAG, tag, choice.with_value(Dimension.TAG, tag)) for tag in choice.tags]
    if choice.years is not None:
        chosen.append((Dimension.YEAR, written_years(choice.years), choice.without(Dimension.YEAR)))
    return chosen


def _wider(years: Years | None) -> list[tuple[str, Years]]:
    """For those who cannot draw over the bars: the years after and before the one that is chosen."""
    if years is None or years == UNDATED or years.first != years.last:
        return []
    return [("… and later", Years(years.first, None)), ("… and earlier", Years(None, years.last))]


def _chosen_label(dimension: Dimension, value: str, found: Sequence[Count]) -> str:
    if value == UNKNOWN:
        return UNKNOWN_NAMES[dimension]
    if dimension is Dimension.YEAR:
        return _written(value)
    chosen = next((count for count in found if count.value == value), Count(value, value, 0, True))
    return label_of(dimension, chosen)


def _written(years: str) -> str:
    """Years as an address has them -> as a reader has them."""
    if years.startswith("-"):
        return f"to {years[1:]}"
    return f"from {years[:-1]}" if years.endswith("-") else years.replace("-", " to ")
