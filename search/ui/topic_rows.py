"""Topics and dots -> the rows of the charts, and the same in words. Pure."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from html import escape
from typing import Any

from index.store.catalog import Outline
from index.store.facets import address_of
from search.choice import year_of
from search.links import web_link
from search.topics.found import Topic, Topics
from search.topics.places import Dot
from search.ui.address import NOTHING_ASKED, Address, reading_link
from search.ui.markup import isolated
from search.ui.wording import counted

_MOST_CHARS = 120  # of a title that is shown over a dot
_MOST_COLOURS = 10  # told apart; what is rarer is "other"
OTHER, UNDATED = "other", "no date"


class Colour(StrEnum):
    """What the dots' colours stand for."""

    TOPIC = "topic"
    BLOG = "blog"
    YEAR = "year"


def map_rows(topics: Topics, dots: Sequence[Dot], colour: Colour) -> list[dict[str, Any]]:
    """A row for each dot: where it is, what it is called, its group, and where it leads."""
    rows = [_map_row(topics, dot) for dot in dots]
    often = [value for value, _ in Counter(row[colour] for row in rows).most_common(_MOST_COLOURS)]
    for row in rows:
        is_told = colour is Colour.YEAR or row[colour] in often
        row["group"] = row[colour] if is_told else OTHER
    return rows


def _map_row(topics: Topics, dot: Dot) -> dict[str, Any]:
    outline = topics.outlines[dot.post_id]
    return {
        "x": dot.x,
        "y": dot.y,
        "title": _short(outline.title.strip() or outline.facts.place),
        "topic": topics.topics[dot.topic].name,
        "blog": _short(blog_of(outline)),
        "year": year_name(outline),
        "href": web_link(outline.facts.link) or reading_link(outline.key, (0, 0), NOTHING_ASKED),
    }


def timeline_rows(topics: Topics) -> list[dict[str, Any]]:
    """A row for each year of each of the largest topics: how many posts, and what asks for them."""
    rows = []
    for topic in topics.topics[:_MOST_COLOURS]:
        for year, count in sorted(_years(topics, topic).items()):
            question = f"{topic.question} after:{year:04} before:{year + 1:04}"
            rows.append(
                {"year": f"{year:04}", "topic": topic.name, "posts": count, "href": Address(question).href()}
            )
    return rows


def topic_list_html(topics: Topics) -> str:
    """Every topic as a link to its posts, with how many there are and when they were written."""
    items = "".join(
        f'<li><a href="{escape(Address(topic.question).href())}">{isolated(topic.name)}</a>'
        f'<p class="bs-about">{escape(_said_of(topics, topic))}</p></li>'
        for topic in topics.topics
    )
    return f'<ul class="bs-topics">{items}</ul>'


def _said_of(topics: Topics, topic: Topic) -> str:
    years = _years(topics, topic)
    said = counted(len(topic.post_ids), "post")
    if not years:
        return said
    first, last = min(years), max(years)
    if first == last:
        return f"{said}, {first}"
    most = max(years, key=lambda year: (years[year], year))
    return f"{said}, {first} to {last}" + (f", most in {most}" if years[most] > 1 else "")


def _years(topics: Topics, topic: Topic) -> Counter[int]:
    years = (year_of(topics.outlines[post_id].facts) for post_id in topic.post_ids)
    return Counter(year for year in years if year)


def blog_of(outline: Outline) -> str:
    """The name of the site that a post is from; its host or folder where it has none."""
    return outline.facts.site or address_of(outline.facts).partition("/")[0]


def year_name(outline: Outline) -> str:
    """The year of a post, as it is shown."""
    year = year_of(outline.facts)
    return f"{year:04}" if year else UNDATED


def _short(text: str) -> str:
    tidy = " ".join(text[: 2 * _MOST_CHARS].split())
    return tidy if len(tidy) <= _MOST_CHARS else tidy[:_MOST_CHARS] + "…"
