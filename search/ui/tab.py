"""What the page is called in the browser's tab, its history and its bookmarks."""

import streamlit as st

from index.wording import shortened

NAME = "Blogseek"
_MOST_CHARS = 80  # no tab shows more
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])  # the direction of what follows


def name_tab(what: str) -> None:
    """Call the page after `what` it shows; nothing can be isolated in a name, as it is on the page."""
    st.set_page_config(page_title=tab_name(what))


def tab_name(what: str) -> str:
    """
    >>> tab_name("why is my bread\\ndense?")
    'why is my bread dense? · Blogseek'
    """
    short = shortened(what.translate(_TURNING), _MOST_CHARS)
    return f"{short} · {NAME}" if short else NAME
