"""One result as a card of HTML. Pure."""

from dataclasses import dataclass
from html import escape

from index.records import Post
from index.store.catalog import StoredPost
from index.wording import counted
from search.clipping import seen_places
from search.links import link_to_place, web_link
from search.results import Result, Snippet
from search.ui.address import Address, like_link, post_link, reading_link
from search.ui.markup import about_html, isolated, title_html, where_from
from search.ui.snippet import WHOLE_HTML, snippet_html
from search.ui.why import Field, why_html


@dataclass(frozen=True, slots=True)
class Frame:
    """What all cards of a page share: what is asked, what was looked through, the reader's locale."""

    asked: Address
    field: Field
    locale: str | None = None


def card_html(result: Result, frame: Frame) -> str:
    """The card: title as a link to the answering sentence, facts, passage; more of it folded away."""
    post = result.stored.post
    best = result.snippets[0]
    link = escape(_link(result, best, frame.asked))
    seen = seen_places(best)
    return (
        f'<article class="bs-card"><h2><a href="{link}" dir="auto">{title_html(result.stored)}</a></h2>'
        f"{about_html(post, frame.locale)}{_also_html(result, frame.asked)}"
        f"{'' if _is_title(best, post) else snippet_html(best, post.language, seen)}"
        f'<div class="bs-more">{WHOLE_HTML if seen else ""}{_others_html(result, frame.asked)}'
        f"{why_html(result, frame.field)}{_like_html(result.stored, frame.asked)}</div>"
        "</article>"
    )


def _also_html(result: Result, asked: Address) -> str:
    """Where else the same can be read, a link each."""
    if not result.also:
        return ""
    links = (
        f'<a href="{escape(post_link(other, asked))}">{isolated(where_from(other.post))}</a>'
        for other in result.also
    )
    return f'<p class="bs-about">Also at {", ".join(links)}</p>'


def _link(result: Result, best: Snippet, asked: Address) -> str:
    """To the answering sentence, on the web or, where the post is not there, in our own view of it."""
    post = result.stored.post
    address = web_link(post.link)
    if address is None:
        return reading_link(result.stored.key, best.best_place, asked)
    return link_to_place(address, post, best.best_place, best.anchor)


def _is_title(snippet: Snippet, post: Post) -> bool:
    """Whether there is nothing in a passage but the title, as in a post of one picture."""
    return snippet.text.casefold() == post.title.casefold()


def _others_html(result: Result, asked: Address) -> str:
    """The further passages, each with a way to its place in our own view of the post."""
    stored, others = result.stored, result.snippets[1:]
    if not others:
        return ""
    passages = "".join(
        snippet_html(snippet, stored.post.language, link=reading_link(stored.key, snippet.best_place, asked))
        for snippet in others
    )
    summary = f"{counted(len(others), 'more passage')} from this post"
    return f"<details><summary>{summary}</summary>{passages}</details>"


def _like_html(stored: StoredPost, asked: Address) -> str:
    name = f'<span class="bs-unseen"> the post {title_html(stored)}</span>'
    return f'<a href="{escape(like_link(stored.key, asked))}">More like this{name}</a>'
