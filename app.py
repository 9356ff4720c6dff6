"""Streamlit's entry: what the page is called and how wide it is; the rest is in search/ui.

The server imports this file once, for its addresses; then it runs it anew for each reader's page.
"""

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from search.ui import page, server
from search.ui.memory import give_memory_back
from search.ui.tab import NAME

if __name__ == "__main__":
    st.set_page_config(page_title=NAME, page_icon="🔎", layout="centered")
    page.show()
else:
    give_memory_back()  # before the first reader's thread, whose wait for memory would settle how many
    # Streamlit packs nothing of its own page, which is most of what a first visit waits for.
    app = st.App(__file__, routes=server.routes(), middleware=[Middleware(GZipMiddleware, compresslevel=6)])
