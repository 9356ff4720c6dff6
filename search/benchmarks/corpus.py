"""Real posts to measure with, read as a source's pages are, and real questions for them."""

import base64
import json
import lzma
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from index.errors import SourceError
from index.extraction import extract_pages, extractor_digest, pack, unpack
from index.ingest.folder import open_folder
from index.records import Facts, Page, Post
from index.settings import PROJECT_ROOT, SourceSettings
from search.evaluation.beir import read_collection
from search.evaluation.collection import read_questions

BLOGS, MEDQUAD = "blogs/posts.jsonl.xz", "retrieval/medquad"
_SAMPLES = PROJECT_ROOT / "samples"
_MEDIA_TYPES = {"html": "text/html", "markdown": "text/markdown"}
_SEED = 0  # the same order, and so the same sample of any size, in every run


@dataclass(frozen=True, slots=True)
class Corpus:
    """(source, post) in an order drawn by chance, so that the first of them are a sample of all.

    `name` says for people where they are from.
    """

    name: str
    posts: tuple[tuple[str, Post], ...]
    questions: tuple[str, ...]


def read_corpus(shared: Path, cache: Path) -> Corpus:
    """The posts and questions in the folder `shared`; the samples where there is none.

    What was read once is kept in `cache`. Raises SourceError.
    """
    if (shared / BLOGS).is_file():
        posts = _kept(cache / f"posts-{extractor_digest()[:16]}.txt", _blog_pages(shared / BLOGS))
        collection = read_collection(shared / MEDQUAD, [shared / MEDQUAD / "qrels.dev.tsv"])
        posts += [(collection.name, post) for post in collection.posts]
        questions = [question.text for question in collection.questions]
        # Nobody asked the blogs anything; whoever looks for a post may well type its title.
        questions += [post.title for source, post in posts if source != collection.name]
        name = "real posts of nine blogs, and answers of medquad"
    else:
        found = (outcome for _, outcome in extract_pages(_sample_pages()))
        posts = [("samples", post) for post in found if isinstance(post, Post)]
        questions = [question.text for question in read_questions(_SAMPLES / "queries.tsv")]
        name = "the samples alone, since the shared folder has no posts"
    shuffle = random.Random(_SEED).shuffle  # noqa: S311 - nothing secret
    posts.sort(key=lambda item: item[1].url)
    shuffle(posts)
    shuffle(questions)
    return Corpus(name, tuple(posts), tuple(questions))


def raw_pages(shared: Path) -> Iterator[Page]:
    """The bodies of the blogs' posts as they were written, in the order of their file; those of the samples
    where the folder `shared` has none. Raises SourceError."""
    if (shared / BLOGS).is_file():
        yield from _blog_pages(shared / BLOGS)
    else:
        yield from _sample_pages()


def host_of(post: Post) -> str:
    """The host that the post's address names; empty where it names none."""
    return urlsplit(post.link).hostname or ""


def _sample_pages() -> Iterator[Page]:
    return (item for item in open_folder(_SAMPLES, SourceSettings()).items() if isinstance(item, Page))


def _blog_pages(path: Path) -> Iterator[Page]:
    """A page for each line of a file of posts, which holds their bodies as they were written."""
    try:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield _page(json.loads(line))
    except (OSError, lzma.LZMAError, ValueError, KeyError, TypeError) as error:
        raise SourceError(f"{path} cannot be read as posts ({error}).") from error


def _page(written: Any) -> Page:
    address = f"{written['site'].rstrip('/')}/{written['id']}"
    facts = Facts(
        source=written["blog"],
        link=address,
        title=written["title"],
        published=written["date"],
        site=written["blog"],
        language="en",
    )
    return Page(
        url=address,
        place=written["id"],
        content=written["text"].encode(),
        media_type=_MEDIA_TYPES[written["format"]],
        charset="utf-8",
        facts=facts,
        is_body=True,
    )


def _kept(path: Path, pages: Iterator[Page]) -> list[tuple[str, Post]]:
    """(source, post) of each page that holds one, as kept at `path` when they were first read."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".new")
        with beside.open("wb") as file:
            for _, outcome in extract_pages(pages):
                if isinstance(outcome, Post):
                    file.write(base64.b64encode(pack(outcome)) + b"\n")
        beside.replace(path)
    with path.open("rb") as file:
        found = [unpack(base64.b64decode(line)) for line in file]
    return [(post.site or "", post) for post in found if isinstance(post, Post)]
