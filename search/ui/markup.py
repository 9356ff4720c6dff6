"""Text and places -> HTML. Pure. Every text that comes from a post or a reader is escaped here."""

from collections.abc import Sequence
from html import escape

from index.records import Post
from index.store.catalog import StoredPost
from index.store.facets import plain_address
from search.ui.wording import reading_minutes, written_date

Places = Sequence[tuple[int, int]]
_GUESSED = "guessed"  # as Post.fact_sources calls what nobody states
_GUESSED_DATE = "The post does not say when it was published; this is a guess from its page."


def marked(text: str, answers: Places, words: Places = (), place: tuple[int, int] | None = None) -> str:
    """`text`, or what of it is at `place`, escaped, with `answers` in <mark> and `words` in <strong>.

    >>> marked("Salt & time help.", [(0, 17)], [(0, 4)])
    '<mark><strong>Salt</strong> &amp; time help.</mark>'
    """
    done, last = place or (0, len(text))
    html = ""
    for answer in sorted(answers):
        start, end = max(answer[0], done), min(answer[1], last)
        if start < end:
            inside = _with_words(text, start, end, words)
            html += f"{_with_words(text, done, start, words)}<mark>{inside}</mark>"
            done = end
    return html + _with_words(text, done, last, words)


def _with_words(text: str, start: int, end: int, words: Places) -> str:
    html, done = "", start
    for word_start, word_end in words:
        if start <= word_start and word_end <= end:
            word = escape(text[word_start:word_end])
            html += f"{escape(text[done:word_start])}<strong>{word}</strong>"
            done = word_end
    return html + escape(text[done:end])


def about_html(post: Post, locale: str | None = None) -> str:
    """Where a post is from, who wrote it, when (as written in `locale`), and how long it takes to read."""
    site = where_from(post)
    authors = [author for author in post.authors if author.casefold() != site.casefold()]
    parts = [isolated(site), ", ".join(map(isolated, authors))]
    if post.published:
        parts.append(_date_html(post, post.published, locale))
    parts.append(isolated(f"{reading_minutes(post.text)} min read"))
    return '<p class="bs-about">' + " · ".join(part for part in parts if part) + "</p>"


def _date_html(post: Post, published: str, locale: str | None) -> str:
    """When a post was published; marked where no one says so."""
    day = f'<time datetime="{escape(published)}">{escape(written_date(published, locale))}</time>'
    if ("published", _GUESSED) not in post.fact_sources:
        return f"<bdi>{day}</bdi>"
    return f'<bdi title="{_GUESSED_DATE}">about {day}</bdi>'


def where_from(post: Post) -> str:
    """The site's name, else the host of a post on the web, or its place in a folder."""
    on_the_web = post.link.startswith(("http://", "https://"))
    host = plain_address(post.link).partition("/")[0] if on_the_web else ""
    return post.site or host or post.place


def isolated(name: str) -> str:
    """A name, escaped, that can turn the direction of no text but its own."""
    return f"<bdi>{escape(name)}</bdi>"


def name_of(stored: StoredPost) -> str:
    """What a post is called; its place where it has no title."""
    return stored.post.title.strip() or stored.post.place


def title_html(stored: StoredPost) -> str:
    """What a post is called, escaped."""
    return escape(name_of(stored))
