"""The page: one box, the answers below it, everything in the address."""

import logging
from html import escape
from pathlib import Path

import streamlit as st

from index.errors import BlogseekError
from index.settings import load_settings
from search.engine import SearchEngine
from search.query import MAX_QUERY_CHARS
from search.results import SearchResponse
from search.ui.card import card_html
from search.ui.messages import show_fault, show_no_answer, show_nothing_found, show_surprise
from search.ui.reading import show_post
from search.ui.resources import open_engine

logger = logging.getLogger(__name__)

_STYLE = Path(__file__).with_name("style.css")
QUESTION_KEY = "q"  # in the address: ?q=…


def show() -> None:
    """Draw the page for what its address asks. No failure reaches the reader as a traceback."""
    st.html(_STYLE)
    try:
        _show()
    except BlogseekError as fault:
        show_fault(fault)
    except Exception:
        logger.exception("the page could not be drawn")
        show_surprise()


def _show() -> None:
    if "post" in st.query_params:
        address = st.query_params
        engine = _engine()
        show_post(engine, address["post"], address.get("at", ""), address.get(QUESTION_KEY, ""))
        return
    st.html('<h1 class="bs-name"><a href="?">Blogseek</a></h1>')
    question = st.text_input(
        "Ask in your own words",
        key=QUESTION_KEY,
        bind="query-params",
        type="search",
        placeholder="What would you like to know?",
        max_chars=MAX_QUERY_CHARS,
    )
    engine = _engine()
    if question and question.strip():
        show_answers(engine.search(question), question)
    else:
        _show_welcome(engine)


def _engine() -> SearchEngine:
    settings = load_settings()
    return open_engine(settings.index_folder(), settings.rerank, settings.ranking)


def show_answers(response: SearchResponse, question: str) -> None:
    """A card for each post, best first, below what is to be said about the question's operators."""
    for notice in response.notices:
        st.html(f'<p class="bs-notice" role="status">{escape(notice)}</p>')
    if not response.results:
        show_nothing_found()
        return
    searched = f"{response.post_count:,} post{'s' if response.post_count != 1 else ''} searched"
    st.html(f'<p class="bs-count" role="status">{searched} in {response.seconds:.2f} seconds</p>')
    if not response.is_answered:
        show_no_answer()
    st.html("".join(card_html(result, question) for result in response.results))


def _show_welcome(engine: SearchEngine) -> None:
    posts = engine.manifest.post_count
    st.html(
        f'<p class="bs-count">{posts:,} post{"s" if posts != 1 else ""} to ask. '
        "You need not guess the author's words: the answer is found by what it means.</p>"
    )
