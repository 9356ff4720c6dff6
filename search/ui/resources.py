"""What all readers share: one engine a process, opened once."""

from pathlib import Path

import streamlit as st

from index.settings import Settings, load_settings
from index.sharing import home_of
from search.cross_encoder import load_reranking
from search.engine import SearchEngine


def the_engine() -> SearchEngine:
    """The engine of the index that the settings name. Raises BlogseekError."""
    settings = load_settings()
    return open_engine(settings.index_folder(), settings)


@st.cache_resource(show_spinner="Opening the index …", max_entries=2)
def open_engine(index_folder: Path, settings: Settings) -> SearchEngine:
    """The engine of the index that is made in `index_folder`, wherever readers find that, by `settings`.

    What it raises is not kept, so a later try may succeed.
    """
    home, reranking = home_of(settings, index_folder), load_reranking(settings.rerank)
    return SearchEngine.open(home, reranking=reranking, settings=settings.ranking)
