"""Friendly pages for what is not there: no index, a broken one, no answer."""

from html import escape

import streamlit as st

from index.errors import BlogseekError, IndexMissing, ModelMismatch
from index.store.catalog import StoredPost
from search.ui.address import Address, reading_link
from search.ui.markup import title_html

_HEADINGS: tuple[tuple[type[BlogseekError], str], ...] = (
    (IndexMissing, "There is nothing to search yet."),
    (ModelMismatch, "The index was made with another model."),
    (BlogseekError, "The index cannot be opened."),
)


def show_fault(fault: BlogseekError) -> None:
    """What is wrong with the index, and what its maintainer should type next."""
    heading = next(text for kind, text in _HEADINGS if isinstance(fault, kind))
    _show(heading, str(fault), "Then ask again: this page need not be restarted.")


def show_surprise() -> None:
    """Something failed that nobody foresaw. The log has it; the reader is spared."""
    _show("That did not work.", "The failure has been logged. Try again, or ask in other words.")


def show_nothing_found(*, condition_count: int, has_words: bool) -> None:
    """No post is all that was asked for, or none came near, or nothing was asked for but by signs."""
    if condition_count > 1:
        advice = "No post fits all of that at once; leave some of it out."
    elif condition_count:
        advice = "Leave out what no post fits, or write it in another way."
    else:
        advice = "Try other words, or fewer of them." if has_words else "Ask with a word or two."
    _show("Nothing was found.", advice)


def show_post_gone() -> None:
    """The address names a post that the index does not have."""
    st.html("<h1>This post is no longer in the index.</h1><p>It may have been removed since.</p>")


def show_way_back(asked: Address) -> None:
    """From a view of one post to the answers that led there, as they were chosen and ordered."""
    said = "Back to the answers" if asked.question else "Back to the box"
    st.html(f'<p class="bs-back"><a href="{escape(asked.href())}">← {said}</a></p>')


def show_meant(question: str | None) -> None:
    """Another way to write the question, where some of its words are in no post."""
    if question:
        link = f'<a href="{escape(Address(question).href())}" dir="auto">{escape(question)}</a>'
        st.html(f'<p class="bs-notice bs-meant" role="status">Did you mean {link}?</p>')


def show_addressed(stored: StoredPost | None, asked: Address) -> None:
    """The post whose address was asked instead of a question: its words say little of it."""
    if stored:
        href = escape(reading_link(stored.key, (0, 0), asked))
        link = f'<a href="{href}" dir="auto">{title_html(stored)}</a>'
        st.html(f'<p class="bs-notice bs-meant" role="status">That is the address of {link}.</p>')


def _show(heading: str, *sentences: str) -> None:
    paragraphs = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    st.html(f'<div class="bs-message" role="status"><h2>{escape(heading)}</h2>{paragraphs}</div>')
