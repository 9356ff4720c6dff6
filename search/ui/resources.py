"""What all readers share: one engine a process, opened once."""

from pathlib import Path

import streamlit as st

from search.engine import SearchEngine


@st.cache_resource(show_spinner="Opening the index …", max_entries=2)
def open_engine(index_folder: Path) -> SearchEngine:
    """The engine of the index in `index_folder`. What it raises is not kept, so a later try may succeed."""
    return SearchEngine.open(index_folder)
