"""Several records of one post -> one, with the best of each. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from index.addresses import address_key
from index.merging.twins import digest_of, is_web, own_key, stated
from index.records import Post, day_of

_WHOLE_BY_NATURE = 1.3  # a page with so many times the words of an export is read as the fuller text
_WHOLE_FEED = 1.05  # a feed may be cut, and its end is the first to go
_ANOTHER_DRESS = re.compile(r"//(?:m|mobile|amp)\.|/(?:amp|print)\b|[?&](?:amp|print|m)\b", re.IGNORECASE)
_DATED = re.compile(r"/(?:19|20)\d\d[/-]\d\d?(?:[/-]|$)")  # as lasting addresses of posts often are
_AS_TOLD = ("title", "authors", "language", "site", "description", "image")
_ALL_FACTS = ("title", "authors", "published", "tags", "language", "site", "updated", "description", "image")


def combine(records: Sequence[tuple[str, Post]]) -> tuple[int, tuple[str, Post]]:
    """(place, (source, post)): the record that is kept, by its place among `records`, with the best of all.

    The record's address does not depend on whose text is the best, so that it is the same from run to run.
    """
    posts = [post for _, post in records]
    kept = min(range(len(records)), key=lambda place: _home_order(*records[place]))
    source, home = records[kept]
    best = _best_text(posts)
    by_trust = sorted(posts, key=_trust)
    facts = {name: _told(by_trust, name) for name in _AS_TOLD}
    told_by = {name: teller for name, (_, teller) in facts.items()}
    values: dict[str, Any] = {name: value for name, (value, _) in facts.items()}
    for name, choose in (("published", min), ("updated", max)):
        values[name], told_by[name] = _day(by_trust, name, choose)
    values["tags"], told_by["tags"] = _all_tags(by_trust)
    link = _best_link(posts)
    post = replace(
        home,
        link=link,
        text=best.text,
        blocks=best.blocks,
        addresses=_other_addresses(posts, link),
        fact_sources=_fact_sources(by_trust, told_by),
        **values,
    )
    return kept, (source, post)


def _home_order(source: str, post: Post) -> tuple[object, ...]:
    """The least is kept: a page on the web before a file, its proper or dated address before others."""
    return (
        not is_web(post.url),
        _is_dressed(post.url),
        own_key(post) != address_key(post.link),
        not post.url.startswith("https:"),
        _DATED.search(post.url) is None,
        len(post.url),
        post.url,
        source,
        post.title,
        post.text,
    )


def _is_dressed(address: str) -> bool:
    return _ANOTHER_DRESS.search(address) is not None


def _trust(post: Post) -> tuple[object, ...]:
    """The least is believed first: what a writer's own system wrote, before what is read off a page."""
    return (_rank(post), -digest_of(post.text).word_count, _home_order("", post))


def _rank(post: Post) -> int:
    """0 for an export or Markdown, 1 for a feed, 2 for a page, by who told of its facts."""
    tellers = {teller.casefold() for _, teller in post.fact_sources}
    if any("export" in teller or "front matter" in teller for teller in tellers):
        return 0
    return 1 if any("feed" in teller for teller in tellers) else 2


def _best_text(posts: Sequence[Post]) -> Post:
    """The fullest text; but a clean one before one read off a page, where hardly anything is missing."""
    most = max(digest_of(post.text).word_count for post in posts)

    def is_whole(post: Post) -> bool:
        slack = (_WHOLE_BY_NATURE, _WHOLE_FEED, _WHOLE_BY_NATURE)[_rank(post)]
        return digest_of(post.text).word_count * slack >= most

    return min(filter(is_whole, posts), key=_trust)


def _told(by_trust: Iterable[Post], name: str) -> tuple[object, str | None]:
    """(value, who says so): stated before guessed, the most trusted first; empty where no one does."""
    nothing: object = None
    guesses: list[Post] = []
    for post in by_trust:
        value = getattr(post, name)
        nothing = () if isinstance(value, tuple) else None
        if value and stated(post, name):
            return value, _teller(post, name)
        if value:
            guesses.append(post)
    if guesses:
        return getattr(guesses[0], name), _teller(guesses[0], name)
    return nothing if name != "title" else "", None


def _day(
    by_trust: Sequence[Post], name: str, choose: Callable[[Iterable[str]], str]
) -> tuple[str | None, str | None]:
    """(the first or the last day that is stated, or else guessed; who says so)."""
    known = [post for post in by_trust if getattr(post, name)]
    known = [post for post in known if stated(post, name)] or known
    if not known:
        return None, None
    day = choose(day_of(getattr(post, name)) for post in known)
    tellers = [post for post in known if day_of(getattr(post, name)) == day]
    fullest = max(tellers, key=lambda post: len(getattr(post, name)))  # the first that says the time, too
    return getattr(fullest, name), _teller(fullest, name)


def _all_tags(by_trust: Iterable[Post]) -> tuple[tuple[str, ...], str | None]:
    """(every tag once, those of the most trusted first; who gave the first)."""
    tags: dict[str, str] = {}
    teller: str | None = None
    for post in by_trust:
        if post.tags and not tags:
            teller = _teller(post, "tags")
        for tag in post.tags:
            tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values()), teller


def _teller(post: Post, name: str) -> str | None:
    return dict(post.fact_sources).get(name)


def _fact_sources(by_trust: Iterable[Post], told_by: dict[str, str | None]) -> tuple[tuple[str, str], ...]:
    """Who told each fact that was kept, and what else the records say of where they have something from."""
    sources = {name: teller for name, teller in told_by.items() if teller is not None}
    for post in by_trust:
        for name, teller in post.fact_sources:
            if name not in _ALL_FACTS:
                sources.setdefault(name, teller)
    return tuple(sorted(sources.items()))


def _best_link(posts: Sequence[Post]) -> str:
    """The web address that most of them name, in its proper dress; a file's only for want of one."""
    links = [post.link for post in posts if is_web(post.link)] or [post.link for post in posts]
    exact = Counter(links)
    keys = Counter(map(address_key, links))

    def order(link: str) -> tuple[object, ...]:
        dress = (_is_dressed(link), not link.startswith("https:"))
        return (-keys[address_key(link)], dress, -exact[link], _DATED.search(link) is None, len(link), link)

    return min(exact, key=order)


def _other_addresses(posts: Iterable[Post], link: str) -> tuple[str, ...]:
    """Every other address on the web that leads to the post, in one order."""
    found = {
        address for post in posts for address in (post.link, post.url, *post.addresses) if is_web(address)
    }
    return tuple(sorted(found - {link}))
