"""Topics and dots -> the rows of the charts, and the same in words. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from html import escape
from typing import Any

from index.store.catalog import Outline
from index.store.facets import address_of
from index.store.topics import Dot, Topic
from index.wording import counted, shortened
from search.links import web_link
from search.topics import TopicMap, name_of, question_of
from search.ui.address import NOTHING_ASKED, Address, reading_link
from search.ui.markup import isolated

_MOST_CHARS = 120  # of a title that is shown over a dot
MOST_COLOURS = 9  # told apart; what is rarer is "other"
OTHER, UNDATED = "other", "no date"


class Colour(StrEnum):
    """What the dots' colours stand for."""

    TOPIC = "topic"
    BLOG = "blog"
    YEAR = "year"


def map_rows(drawn: TopicMap, colour: Colour) -> list[dict[str, Any]]:
    """A row for each dot: where it is, what it is called, its group, and where it leads."""
    rows = [_map_row(drawn, dot) for dot in drawn.dots]
    counts = Counter(row[colour] for row in rows if row[colour] != OTHER)
    often = [value for value, _ in counts.most_common(MOST_COLOURS)]
    for row in rows:
        is_told = colour is Colour.YEAR or row[colour] in often
        row["group"] = row[colour] if is_told else OTHER
    return rows


def groups_of(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Those of the rows of a map, the largest first, but last the one that is none."""
    counts = Counter(row["group"] for row in rows)
    return sorted(counts, key=lambda group: (group == OTHER, -counts[group]))


def _map_row(drawn: TopicMap, dot: Dot) -> dict[str, Any]:
    outline, topic = drawn.outlines[dot.post_id], drawn.topic_of.get(dot.post_id)
    return {
        "x": dot.x,
        "y": dot.y,
        "topic": name_of(topic) if topic else OTHER,
        "title": shortened(outline.title.strip() or outline.facts.place, _MOST_CHARS),
        "blog": shortened(blog_of(outline), _MOST_CHARS),
        "year": year_name(outline),
        "href": web_link(outline.facts.link) or reading_link(outline.key, (0, 0), NOTHING_ASKED),
    }


def timeline_rows(topics: Sequence[Topic]) -> list[dict[str, Any]]:
    """A row for each year of each of the largest topics: how many posts, and what asks for them."""
    rows = []
    for topic in topics[:MOST_COLOURS]:
        for year, count in sorted(_years(topic).items()):
            question = f"{question_of(topic)} after:{year:04} before:{year + 1:04}"
            shown = {"year": f"{year:04}", "topic": name_of(topic), "posts": count}
            rows.append({**shown, "href": Address(question).href()})
    return rows


def topic_list_html(topics: Sequence[Topic]) -> str:
    """Every topic as a link to its posts, with how many there are and when they were written."""
    items = "".join(
        f'<li><a href="{escape(Address(question_of(topic)).href())}">{isolated(name_of(topic))}</a>'
        f'<p class="bs-about">{escape(_said_of(topic))}</p></li>'
        for topic in topics
    )
    return f'<ul class="bs-topics">{items}</ul>'


def _said_of(topic: Topic) -> str:
    years = _years(topic)
    said = counted(len(topic.post_ids), "post")
    if not years:
        return said
    first, last = min(years), max(years)
    if first == last:
        return f"{said}, {first}"
    most = max(years, key=lambda year: (years[year], year))
    return f"{said}, {first} to {last}" + (f", most in {most}" if years[most] > 1 else "")


def _years(topic: Topic) -> Counter[int]:
    return Counter(year for year in topic.years if year)


def blog_of(outline: Outline) -> str:
    """The name of the site that a post is from; its host or folder where it has none."""
    return outline.facts.site or address_of(outline.facts).partition("/")[0]


def year_name(outline: Outline) -> str:
    """The year of a post, as it is shown."""
    return f"{outline.facts.year:04}" if outline.facts.year else UNDATED
