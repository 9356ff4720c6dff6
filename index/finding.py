"""Archived pages -> the posts that are to be in the index.

Only pages that something has changed about are read: of the others the archive has an outline, which is
enough to merge them and to tell that they are as before.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import index.merging
import index.site_chrome
from index.changes import FoundPost
from index.errors import IndexBroken
from index.extraction import extract_pages, extractor_digest, pack, unpack
from index.forgetting import LEFT_OUT
from index.merging import Court, Met, Outline, merge_records, outline_of
from index.records import Post, Skipped
from index.report import Doubt, Progress, Report, telling
from index.site_chrome import Learnt, places_of_chrome, site_of, without_places
from index.store.archive import Archive
from index.store.catalog import post_digest
from index.store.outlines import Outlines
from index.store.tombstones import Tombstones
from index.store.visits import Visits

# Of the tune half of WCXB, 3 % of the pages have less; half of them are read wrongly by more than a tenth.
LITTLE_CONFIDENCE = 0.85
_POSTS_AT_HAND = 256  # of those that are read to be compared: a post is compared several times in a row


@dataclass(frozen=True, slots=True)
class _Page:
    """An archived page and the post on it, as far as that is known without reading it.

    `reason` says why there is no post, and is empty where there is one. `aliases` are what crawls found to
    lead to the page; `addresses` are all that lead to the post. `raw_digest` is of the post as it was read,
    `outline` of the post without the blocks at `chrome`; None where that is not known yet.
    """

    source: str
    url: str
    place: str
    aliases: tuple[str, ...]
    reason: str = ""
    site: str = ""
    raw_digest: str = ""
    addresses: tuple[str, ...] = ()
    confidence: float | None = None
    chrome: tuple[int, ...] = ()
    outline: Outline | None = None

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> "_Page":
        """What was kept as `asdict` has it."""
        outline = row["outline"] and Outline(**_with_tuples(row["outline"]))
        return cls(**{**_with_tuples(row), "outline": outline})


def find_posts(
    archive: Archive, unwanted: Tombstones, report: Report, progress: Progress
) -> list[FoundPost]:
    """Every post on an archived page, each once, without its site's chrome."""
    outlines = Outlines(archive.connection, _outliner_digest())
    found: list[_Page] = []
    said = {skip for skip in report.skipped if "://" in skip.place}  # by a crawl, of pages archived still
    for source in archive.sources():
        for page in _pages(source, archive, outlines, progress):
            reason = page.reason or (LEFT_OUT if unwanted.covers(*page.addresses) else "")
            if not reason:
                found.append(page)
            elif (skip := Skipped(page.place, reason)) not in said:
                report.skipped.append(skip)
    found, report.learnt = _without_chrome(found, archive, outlines)

    @lru_cache(maxsize=_POSTS_AT_HAND)
    def read(place: int) -> tuple[str, Post]:
        return found[place].source, _read(archive, found[place])

    outlined = [page.outline for page in found if page.outline is not None]  # as all are by now
    verdicts = outlines.verdicts()
    court = Court(verdicts)
    met = merge_records(outlined, read, court)
    outlines.keep_verdicts(court.used, verdicts)
    report.merged = sum(len(post.merged) for post in met)
    report.skipped += _merged_away(met, found)
    report.doubts = _doubts(met, found)
    return [_found_post(post, found, outlined, archive) for post in met]


def _pages(source: str, archive: Archive, outlines: Outlines, progress: Progress) -> Iterator[_Page]:
    """The pages of `source`, by address; those without an outline are read."""
    aliases = Visits(archive.connection).aliases(source)
    known = {url: _Page.of_row(row) if row else None for url, row in outlines.of(source)}
    new = [url for url, page in known.items() if page is None or page.aliases != aliases.get(url, ())]
    _extract_new(source, new, archive, progress)
    for url in new:
        known[url] = page = _page(source, url, aliases.get(url, ()), archive)
        if page.reason:
            outlines.keep(source, url, "", asdict(page))
    yield from (page for page in known.values() if page is not None)


def _page(source: str, url: str, aliases: tuple[str, ...], archive: Archive) -> _Page:
    """The page at `url`, whose post has been read."""
    place, packed = archive.extracted(source, url, extractor_digest())
    page = _Page(source, url, place, aliases)
    outcome = unpack(packed) if packed else "it could not be read"
    if isinstance(outcome, str):
        return replace(page, reason=outcome)
    post = _with_aliases(outcome, aliases)
    return replace(
        page,
        site=site_of(source, post),
        raw_digest=post_digest(post),
        addresses=(post.url, post.link, *post.addresses),
        confidence=post.confidence,
    )


def _extract_new(source: str, urls: Sequence[str], archive: Archive, progress: Progress) -> None:
    """Read those of the pages that have not been read as they are now."""
    extractor = extractor_digest()
    unread = [url for url in urls if archive.extracted(source, url, extractor)[1] is None]
    pages = (archive.page(source, url) for url in unread)
    for page, outcome in telling("extract", extract_pages(pages), len(unread), progress):
        archive.keep_extracted(source, page.url, extractor, pack(outcome))


def _without_chrome(
    pages: Sequence[_Page], archive: Archive, outlines: Outlines
) -> tuple[list[_Page], list[Learnt]]:
    """(the pages, each outlined without its site's chrome; what was learnt, site by site).

    What is chrome is learnt from all posts of a site; so where one has changed, all of its site are read.
    """
    sites: dict[str, list[int]] = defaultdict(list)
    for place, page in enumerate(pages):
        sites[page.site].append(place)
    known = outlines.sites()
    outlines.drop_sites(known.keys() - sites.keys())
    result = list(pages)
    learnt: list[Learnt] = []
    for site in sorted(sites):
        members = [pages[place] for place in sites[site]]
        digest = _site_digest(members)
        if site in known and known[site][0] == digest and all(page.outline for page in members):
            learnt += (Learnt(*line) for line in known[site][1])
            continue
        raw = [(page.source, _read(archive, replace(page, chrome=()))) for page in members]
        chrome, lines = places_of_chrome(raw)
        learnt += lines
        for number, place in enumerate(sites[site]):
            blocks = tuple(sorted(chrome.get(number, ())))
            result[place] = _outlined(pages[place], raw[number][1], blocks)
            if result[place] != pages[place]:
                outlines.keep(pages[place].source, pages[place].url, site, asdict(result[place]))
        outlines.keep_site(site, digest, [[line.site, line.line, line.posts] for line in lines])
    return result, learnt


def _outlined(page: _Page, raw: Post, chrome: tuple[int, ...]) -> _Page:
    """`page` with the outline of its post without the blocks at `chrome`."""
    if page.outline is not None and page.chrome == chrome:
        return page
    post = without_places(raw, chrome) if chrome else raw
    return replace(page, chrome=chrome, outline=outline_of(page.source, post))


def _site_digest(pages: Sequence[_Page]) -> str:
    digest = hashlib.sha256()
    for page in sorted(pages, key=lambda page: (page.source, page.url)):
        digest.update(f"{page.source} {page.url} {page.raw_digest}\n".encode())
    return digest.hexdigest()


def _read(archive: Archive, page: _Page) -> Post:
    """The post on `page`, without the blocks that are known to be chrome."""
    _, packed = archive.extracted(page.source, page.url, extractor_digest())
    post = _with_aliases(_post_of(packed), page.aliases)
    return without_places(post, page.chrome) if page.chrome else post


def _post_of(packed: bytes | None) -> Post:
    outcome = unpack(packed) if packed else None
    if not isinstance(outcome, Post):
        raise IndexBroken("The archive has lost a post while it was in use; reindex again.")
    return outcome


def _with_aliases(post: Post, aliases: tuple[str, ...]) -> Post:
    return replace(post, addresses=tuple(dict.fromkeys((*post.addresses, *aliases))))


def _found_post(
    met: Met, pages: Sequence[_Page], outlined: Sequence[Outline], archive: Archive
) -> FoundPost:
    if met.combined:
        return FoundPost.of(*met.combined)
    page, outline = pages[met.places[0]], outlined[met.places[0]]
    return FoundPost(page.source, outline.url, outline.digest, lambda: _read(archive, page))


def _merged_away(met: Sequence[Met], pages: Sequence[_Page]) -> list[Skipped]:
    """The records that became part of another, in the order in which they were met."""
    away = {
        place: Skipped(pages[place].place, f"the same post as {post.combined[1].place} ({reason})")
        for post in met
        if post.combined
        for place, reason in post.merged.items()
    }
    return [away[place] for place in sorted(away)]


def _doubts(met: Sequence[Met], pages: Sequence[_Page]) -> list[Doubt]:
    """The posts that were read with little confidence, the least first."""
    read = [
        (post.combined[1].place, post.combined[1].confidence)
        if post.combined
        else (pages[post.places[0]].place, pages[post.places[0]].confidence)
        for post in met
    ]
    found = [Doubt(place, sure) for place, sure in read if sure is not None and sure < LITTLE_CONFIDENCE]
    return sorted(found, key=lambda doubt: doubt.confidence)


def _with_tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


@cache
def _outliner_digest() -> str:
    """SHA-256 (hex) of all that decides what an outline says of a page."""
    digest = hashlib.sha256(extractor_digest().encode())
    for package in (index.merging, index.site_chrome):
        for path in sorted(Path(package.__path__[0]).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
