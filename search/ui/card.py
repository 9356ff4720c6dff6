"""One result as a card of HTML. Pure."""

from html import escape
from urllib.parse import urlencode

from search.results import Result, Snippet
from search.snippets import link_to_sentence, web_link
from search.ui.markup import about_html, snippet_html


def card_html(result: Result, question: str) -> str:
    """The card: title as a link to the answering sentence, facts, passage, further passages folded away."""
    post = result.stored.post
    best, *others = result.snippets
    return (
        '<article class="bs-card">'
        f'<h2><a href="{escape(_link(result, best, question))}" dir="auto">{escape(post.title)}</a></h2>'
        f"{about_html(post)}{_also_html(result, question)}"
        f"{snippet_html(best, post.language)}{_others_html(others, post.language)}"
        "</article>"
    )


def _also_html(result: Result, question: str) -> str:
    """Where else the same can be read, a link each."""
    if not result.also:
        return ""
    links = (
        f'<a href="{escape(web_link(other.post.link) or reading_link(other.key, (0, 0), question))}">'
        f"<bdi>{escape(other.post.site or other.post.place)}</bdi></a>"
        for other in result.also
    )
    return f'<p class="bs-about">Also at {", ".join(links)}</p>'


def reading_link(key: str, answer: tuple[int, int], question: str) -> str:
    """The address of Blogseek's own view of the post, opened at `answer` (places in the post's text)."""
    return "?" + urlencode({"post": key, "at": f"{answer[0]}-{answer[1]}", "q": question})


def _link(result: Result, best: Snippet, question: str) -> str:
    """To the post on the web; to our own view of it where it is not on the web."""
    address = web_link(result.stored.post.link)
    start, end = best.answer
    if address is None:
        place = (best.start_char + start, best.start_char + end)
        return reading_link(result.stored.key, place, question)
    return link_to_sentence(address, best.text[start:end])


def _others_html(others: list[Snippet], language: str | None) -> str:
    if not others:
        return ""
    count = "1 more passage" if len(others) == 1 else f"{len(others)} more passages"
    passages = "".join(snippet_html(snippet, language) for snippet in others)
    return f"<details><summary>{count} from this post</summary>{passages}</details>"
