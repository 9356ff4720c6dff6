"""The page before anything is asked: what there is, and some ways in."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from index.store.catalog import StoredPost
from index.store.topics import Topic
from index.wording import counted
from search.engine import SearchEngine
from search.overview import Group, Overview
from search.topics import name_of, question_of
from search.ui.address import NOTHING_ASKED, Address, post_link, topics_link
from search.ui.markup import about_html, isolated, title_html
from search.ui.topic_rows import Colour
from search.ui.wording import written_month

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_MOST_BLOGS = 12
_MOST_TOPICS = 12


def show_welcome(engine: SearchEngine) -> None:
    """Draw it; the questions, which are searched for first, come last."""
    overview, locale = engine.overview(), st.context.locale
    st.html(summary_html(overview, locale))
    questions, ways_in = st.container(), st.container()
    _draw(ways_in, topics_html(engine.topics()) + ways_in_html(overview, locale))
    _draw(questions, questions_html(engine.questions_worth_asking()))


def _draw(place: "DeltaGenerator", html: str) -> None:
    """Streamlit refuses to draw nothing; few posts have no topics, nor perhaps a question or a tag."""
    if html:
        place.html(html)


def summary_html(overview: Overview, locale: str | None = None) -> str:
    """How much is indexed."""
    return (
        f'<p class="bs-count">{escape(_summary(overview, locale))}</p>'
        '<p class="bs-promise">You need not guess the author\'s words: the answer is found by what it '
        "means.</p>"
    )


def questions_html(questions: Sequence[str]) -> str:
    """Questions, each a link that asks it."""
    return _section("Worth asking", "bs-questions", map(_question_html, questions))


def topics_html(topics: Sequence[Topic]) -> str:
    """The topics, each a link to its posts, and the way to the map of all."""
    if not topics:
        return ""
    groups = [Group(name_of(topic), question_of(topic), len(topic.post_ids)) for topic in topics]
    to_map = f'<a href="{escape(topics_link(Colour.TOPIC))}">See all posts on a map</a>'
    return _section("Topics", "bs-chips", [*map(_group_html, groups[:_MOST_TOPICS]), to_map])


def ways_in_html(overview: Overview, locale: str | None = None) -> str:
    """Tags, the newest posts and the blogs, as far as there are any."""
    return (
        f"{_section('Tags', 'bs-chips', map(_group_html, overview.tags))}"
        f"{_section('Newest posts', 'bs-newest', (_post_html(stored, locale) for stored in overview.newest))}"
        f"{_section('Blogs', 'bs-chips', _blogs_html(overview.blogs))}"
    )


def _summary(overview: Overview, locale: str | None) -> str:
    summary = f"{counted(overview.post_count, 'post')} to ask"
    if len(overview.blogs) > 1:
        summary += f", from {counted(len(overview.blogs), 'blog')}"
    if overview.days:
        first, last = (written_month(day, locale) for day in overview.days)
        summary += f", {first} to {last}" if first != last else f", {first}"
    return f"{summary}."


def _section(heading: str, kind: str, items: Iterable[str]) -> str:
    """A list under its heading; nothing where it is empty."""
    listed = "".join(f"<li>{item}</li>" for item in items)
    if not listed:
        return ""
    return f'<section class="bs-section"><h2>{heading}</h2><ul class="{kind}">{listed}</ul></section>'


def _question_html(question: str) -> str:
    return f'<a href="{escape(Address(question).href())}" dir="auto">{escape(question)}</a>'


def _group_html(group: Group) -> str:
    return (
        f'<a href="{escape(Address(group.question).href())}">{isolated(group.name)} '
        f'<span class="bs-many">{group.post_count:,}</span></a>'
    )


def _blogs_html(blogs: Sequence[Group]) -> Iterable[str]:
    yield from map(_group_html, blogs[:_MOST_BLOGS])
    if len(blogs) > _MOST_BLOGS:
        yield f"and {len(blogs) - _MOST_BLOGS:,} more"


def _post_html(stored: StoredPost, locale: str | None) -> str:
    link = f'<a href="{escape(post_link(stored, NOTHING_ASKED))}" dir="auto">{title_html(stored)}</a>'
    return f"{link}{about_html(stored.post, locale)}"
