"""The box that is asked: Streamlit's own, with a type-ahead of ours over it."""

from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from search.query import MAX_QUERY_CHARS
from search.ui.address import QUESTION_KEY
from search.ui.server import SUGGEST_PATH

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_HERE = Path(__file__).parent
_HTML = '<ul id="bs-suggestions" role="listbox" aria-label="Suggestions" hidden></ul><p role="status"></p>'


def show_box(on_change: Callable[[], None]) -> str:
    """Draw the box. Returns what it was asked; "" for nothing but blanks."""
    question = st.text_input(
        "Ask in your own words",
        key=QUESTION_KEY,
        bind="query-params",
        type="search",
        placeholder="What would you like to know?",
        max_chars=MAX_QUERY_CHARS,
        on_change=on_change,
    )
    _type_ahead()(key="type-ahead", data={"path": SUGGEST_PATH})
    return question if question and question.strip() else ""


def note_answered(question: str) -> None:
    """Tell the type-ahead, in the reader's own browser, that this question is worth suggesting again."""
    st.html(f'<p hidden class="bs-answered" data-question="{escape(question)}"></p>')


@cache
def _type_ahead() -> "ComponentRenderer":
    """Made once: Streamlit keeps components by their name. Not isolated, for a combobox and its list must
    stand in one tree."""
    read = {part: (_HERE / f"box.{part}").read_text(encoding="utf-8") for part in ("js", "css")}
    return st.components.v2.component("blogseek_type_ahead", html=_HTML, **read, isolate_styles=False)
