"""What all readers share: one engine a process, opened once."""

from pathlib import Path

import streamlit as st

from index.settings import RankingSettings, RerankSettings
from search.cross_encoder import load_reranking
from search.engine import SearchEngine


@st.cache_resource(show_spinner="Opening the index …", max_entries=2)
def open_engine(index_folder: Path, rerank: RerankSettings, ranking: RankingSettings) -> SearchEngine:
    """The engine of the index in `index_folder`, as `[ranking]` and `[rerank]` want it.

    What it raises is not kept, so a later try may succeed.
    """
    return SearchEngine.open(index_folder, reranking=load_reranking(rerank), settings=ranking)
