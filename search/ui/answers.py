"""The answers to a question: how many, what they can be narrowed by, a card for each, and what comes near."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from index.wording import counted
from search.engine import SearchEngine
from search.exporting import as_csv, as_json
from search.narrowing import narrowed
from search.over_time import course_of
from search.results import Result
from search.survey import SURVEY_DEPTH, Found, Survey
from search.ui.address import CHOICE_KEYS, PAGE_SIZE, Address, Order, read_address
from search.ui.card import Frame, card_html
from search.ui.course import course_html
from search.ui.filters import filters_html, order_html
from search.ui.messages import show_nothing_found
from search.ui.why import Field

_MOST_NEAREST = 5  # shown where nothing answers


def show_answers(engine: SearchEngine, question: str) -> bool:
    """A card for each answer that the address asks for, below what is to be said about the question.

    Returns whether anything answers it.
    """
    survey = engine.survey(question)
    address = read_address(question, st.query_params.get_all)
    for notice in survey.notices:
        st.html(f'<p class="bs-notice" role="status">{escape(notice)}</p>')
    answers = survey.answers
    has_words = any(map(str.isalnum, survey.query.text)) or bool(survey.query.ideas)
    if not survey.found or not (answers or has_words):  # what is nearest to "???" is so by chance
        unmet = 0 if survey.found else len(survey.query.conditions)
        show_nothing_found(condition_count=unmet, has_words=has_words)
        return False
    frame = Frame(address, _field(survey), st.context.locale)
    if not answers:
        st.html(_not_answered_html(engine, survey, frame))
        return False
    chosen = ordered(narrowed(answers, address.choice), address.order)
    order = order_html(address) if len(chosen) > 1 and survey.query.has_meaning else ""
    count = f'<div class="bs-line">{count_html(survey, chosen)}{order}</div>'
    course = _course_html(engine, survey, frame) if survey.query.has_meaning else ""
    st.html(count + filters_html(answers, address) + course)
    if not chosen:
        st.html('<p class="bs-notice" role="status">No answer is like that; drop a choice above.</p>')
        return True
    shown = engine.results(survey, chosen[: address.shown_count])
    cards = _cards_html(shown, frame) + _more_html(chosen, address)
    if len(chosen) < PAGE_SIZE and len(chosen) == len(answers) and survey.nearest:
        cards += _nearest_html(engine, survey, PAGE_SIZE - len(chosen), frame)
    st.html(cards)
    _show_downloads(engine, survey, chosen)
    return True


def forget_choice() -> None:
    """For another question: what was chosen among the answers to the last one says nothing about these."""
    for key in CHOICE_KEYS:
        st.query_params.pop(key, None)


def ordered(answers: Sequence[Found], order: Order) -> list[Found]:
    """`answers`, which are best first, as is asked; of the newest first, those without a date come last."""
    if order is Order.BEST:
        return list(answers)
    return sorted(
        answers,
        key=lambda found: (found.facts.published or "") if found.facts.year else "",
        reverse=True,
    )


def count_html(survey: Survey, chosen: Sequence[Found]) -> str:
    """How many posts and passages were found among how many, in what time.

    Where nothing was asked, posts do but fit what they were chosen by, and their passages count for nothing.
    """
    has_meaning = survey.query.has_meaning
    passages = counted(sum(len(found.ranked.hits) for found in chosen), "passage")
    verb = "answer" if has_meaning else "fit"
    posts = f"{counted(len(chosen), 'post')} {verb}{'s' if len(chosen) == 1 else ''}"
    if len(survey.found) == len(chosen) == SURVEY_DEPTH:
        posts = f"The first {posts}"
    searched = counted(survey.generation.manifest.post_count, "post")
    return (
        f'<p class="bs-count" role="status"><b>{posts}</b>{f" in {passages}" if has_meaning else ""} · '
        f"{searched} searched in {max(survey.seconds, 0.01):.2f} seconds</p>"
    )


def _show_downloads(engine: SearchEngine, survey: Survey, chosen: Sequence[Found]) -> None:
    """All of the chosen answers as files, which are made when they are asked for."""
    question = survey.query.text

    def csv_file() -> str:
        return as_csv(engine.results(survey, chosen))

    def json_file() -> str:
        return as_json(question, engine.results(survey, chosen))

    with st.container(horizontal=True, key="bs-downloads"):
        for name, mime, make in (("CSV", "text/csv", csv_file), ("JSON", "application/json", json_file)):
            st.download_button(
                f"Download as {name}",
                make,
                f"answers.{name.lower()}",
                mime,
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )


def _course_html(engine: SearchEngine, survey: Survey, frame: Frame) -> str:
    """The idea over time: of all answers, whatever is chosen among them."""
    course = course_of(survey.answers)
    if course is None:
        return ""
    (first,) = engine.results(survey, [course.first])
    return course_html(course, first.stored, frame.asked, frame.locale)


def _field(survey: Survey) -> Field:
    posts = survey.ranking.posts
    return Field(len(posts), max((post.evidence.meaning for post in posts), default=0.0))


def _cards_html(results: Sequence[Result], frame: Frame) -> str:
    return "".join(card_html(result, frame) for result in results)


def _more_html(chosen: Sequence[Found], address: Address) -> str:
    left = len(chosen) - address.shown_count
    if left <= 0:
        return ""
    href = replace(address, shown_count=address.shown_count + PAGE_SIZE).href()
    said = f"Show {PAGE_SIZE} more of {left}" if left > PAGE_SIZE else f"Show {counted(left, 'more answer')}"
    return f'<p class="bs-load"><a id="bs-load" href="{escape(href)}">{said}</a></p>'


def _not_answered_html(engine: SearchEngine, survey: Survey, frame: Frame) -> str:
    searched = counted(survey.generation.manifest.post_count, "post")
    return (
        '<div class="bs-message" role="status"><h2>Nothing here answers that.</h2>'
        f"<p>{searched} were searched, and none comes close enough to the question. "
        "Other words may help; what comes nearest is below.</p></div>"
        f"{_nearest_html(engine, survey, _MOST_NEAREST, frame)}"
    )


def _nearest_html(engine: SearchEngine, survey: Survey, count: int, frame: Frame) -> str:
    """Those that are no answers, and say so."""
    cards = _cards_html(engine.results(survey, survey.nearest[:count]), frame)
    return (
        '<section class="bs-nearest" aria-labelledby="bs-nearest"><h2 id="bs-nearest">Not quite</h2>'
        f'<p class="bs-about">Near the question, but perhaps no answer to it.</p>{cards}</section>'
    )
