"""The page: one box, the answers below it, everything in the address."""

import logging
from pathlib import Path

import streamlit as st

from index.errors import BlogseekError
from index.settings import load_settings
from search.engine import SearchEngine
from search.query import MAX_QUERY_CHARS
from search.ui.answers import forget_choice, show_answers
from search.ui.like import show_like
from search.ui.messages import show_fault, show_surprise
from search.ui.reading import show_post
from search.ui.resources import open_engine

logger = logging.getLogger(__name__)

_HERE = Path(__file__).parent
_STYLES = tuple(_HERE / name for name in ("style.css", "answers.css"))
_SCRIPT = _HERE / "navigate.js"
QUESTION_KEY = "q"  # in the address: ?q=…


def show() -> None:
    """Draw the page for what its address asks. No failure reaches the reader as a traceback."""
    for style in _STYLES:
        st.html(style)
    st.html(f"<script>{_SCRIPT.read_text(encoding='utf-8')}</script>", unsafe_allow_javascript=True)
    try:
        _show()
    except BlogseekError as fault:
        show_fault(fault)
    except Exception:
        logger.exception("the page could not be drawn")
        show_surprise()


def _show() -> None:
    address = st.query_params
    if "post" in address:
        show_post(_engine(), address["post"], address.get("at", ""), address.get(QUESTION_KEY, ""))
        return
    if "like" in address:
        show_like(_engine(), address["like"], address.get(QUESTION_KEY, ""))
        return
    st.html('<h1 class="bs-name"><a href="?">Blogseek</a></h1>')
    question = st.text_input(
        "Ask in your own words",
        key=QUESTION_KEY,
        bind="query-params",
        type="search",
        placeholder="What would you like to know?",
        max_chars=MAX_QUERY_CHARS,
        on_change=forget_choice,
    )
    engine = _engine()
    if question and question.strip():
        show_answers(engine, question)
    else:
        _show_welcome(engine)


def _engine() -> SearchEngine:
    settings = load_settings()
    return open_engine(settings.index_folder(), settings)


def _show_welcome(engine: SearchEngine) -> None:
    posts = engine.manifest.post_count
    st.html(
        f'<p class="bs-count">{posts:,} post{"s" if posts != 1 else ""} to ask. '
        "You need not guess the author's words: the answer is found by what it means.</p>"
    )
