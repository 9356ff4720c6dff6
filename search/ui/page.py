"""The page: one box, the answers below it, everything in the address."""

import logging
from pathlib import Path

import streamlit as st

from index.errors import BlogseekError
from search.ui.address import (
    ASKED_KEY,
    LIKE_KEY,
    PLACE_KEY,
    POST_KEY,
    QUESTION_KEY,
    TOPICS_KEY,
    read_address,
)
from search.ui.answers import forget_choice, show_answers
from search.ui.box import note_answered, show_box
from search.ui.help import help_html
from search.ui.like import show_like
from search.ui.messages import show_addressed, show_fault, show_meant, show_surprise
from search.ui.reading import show_post
from search.ui.resources import the_engine
from search.ui.tab import NAME, name_tab
from search.ui.topics import show_topics
from search.ui.welcome import show_welcome

logger = logging.getLogger(__name__)

_HERE = Path(__file__).parent
_STYLES = tuple(_HERE / name for name in ("style.css", "answers.css"))
_SCRIPT = _HERE / "navigate.js"


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
    asked = read_address(address.get(ASKED_KEY, address.get(QUESTION_KEY, "")), address.get_all)
    if POST_KEY in address:
        show_post(the_engine(), address[POST_KEY], address.get(PLACE_KEY, ""), asked)
        return
    if LIKE_KEY in address:
        show_like(the_engine(), address[LIKE_KEY], asked)
        return
    if TOPICS_KEY in address:
        show_topics(the_engine(), address[TOPICS_KEY])
        return
    st.html(f'<h1 class="bs-name"><a href="?">{NAME}</a></h1>')
    question = show_box(on_change=forget_choice)
    engine = the_engine()
    st.html(help_html(engine.overview(), engine.topics()))
    if question:
        name_tab(question)
        meant = engine.did_you_mean(question)
        show_meant(meant)
        show_addressed(engine.addressed(question), asked)
        if show_answers(engine, question) and not meant:
            note_answered(question)
    else:
        show_welcome(engine)
