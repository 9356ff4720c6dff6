"""Streamlit's entry: what the page is called and how wide it is; the rest is in search/ui."""

import streamlit as st

from search.ui import page

st.set_page_config(page_title="Blogseek", page_icon="🔎", layout="centered")
page.show()
