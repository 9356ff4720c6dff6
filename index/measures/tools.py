"""Blogseek and the extractors beside which it is measured, each by its name."""

import importlib
import importlib.util
import logging
import re
import warnings
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from index.measures.scores import Reading

BLOGSEEK = "Blogseek"
Extractor = Callable[[str, str], Reading]  # (markup, address) -> what it reads off the page

_SPACES = re.compile(r"\s+")
_LINE_ENDS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol p pre section table td th tr ul".split()
)


def _blogseek() -> Extractor:
    extract = importlib.import_module("index.ingest.extract").extract
    not_a_post = importlib.import_module("index.errors").NotAPost
    page_of = importlib.import_module("index.records").Page

    def read(markup: str, url: str) -> Reading:
        page = page_of(url, url, markup.encode("utf-8", "replace"), "text/html", charset="utf-8")
        try:
            post = extract(page)
        except not_a_post:
            return Reading()
        return Reading(post.text, post.title, ", ".join(post.authors), post.published)

    return read


def _trafilatura(**mode: bool) -> Extractor:
    trafilatura = importlib.import_module("trafilatura")

    def read(markup: str, url: str) -> Reading:
        document = trafilatura.bare_extraction(
            markup, url=url or None, include_comments=False, with_metadata=True, **mode
        )
        if document is None:
            return Reading()
        return Reading(document.text or "", document.title, document.author, document.date)

    return read


def _readability() -> Extractor:
    readability = importlib.import_module("readability")

    def read(markup: str, url: str) -> Reading:
        document = readability.Document(markup, url=url or None)
        return Reading(_lines_of(document.summary(html_partial=True)), document.short_title())

    return read


def _newspaper() -> Extractor:
    newspaper = importlib.import_module("newspaper")

    def read(markup: str, url: str) -> Reading:
        page = newspaper.Article(url or "https://example.org/", fetch_images=False)
        page.download(input_html=markup)
        page.parse()
        published = page.publish_date
        return Reading(page.text, page.title, ", ".join(page.authors), str(published) if published else None)

    return read


def _resiliparse() -> Extractor:
    to_text = importlib.import_module("resiliparse.extract.html2text")
    tree_of = importlib.import_module("resiliparse.parse.html").HTMLTree

    def read(markup: str, url: str) -> Reading:  # noqa: ARG001 - it has no use for the address
        tree = tree_of.parse(markup)
        text = to_text.extract_plain_text(
            tree, main_content=True, list_bullets=False, alt_texts=False, comments=False, post_meta=False
        )
        return Reading(text, tree.title)

    return read


_TOOLS: Mapping[str, tuple[str, Callable[[], Extractor]]] = {  # name: (package to import, how to make it)
    BLOGSEEK: ("index", _blogseek),
    "trafilatura": ("trafilatura", _trafilatura),
    "trafilatura-precision": ("trafilatura", lambda: _trafilatura(favor_precision=True)),
    "trafilatura-recall": ("trafilatura", lambda: _trafilatura(favor_recall=True)),
    "readability-lxml": ("readability", _readability),
    "newspaper4k": ("newspaper", _newspaper),
    "resiliparse": ("resiliparse", _resiliparse),
}
OTHERS = tuple(name for name in _TOOLS if name != BLOGSEEK)


def is_installed(name: str) -> bool:
    """Whether the extractor called `name` can be used here."""
    return importlib.util.find_spec(_TOOLS[name][0]) is not None


@cache
def extractor(name: str) -> Extractor:
    """The extractor called `name`, loaded once in each process; what it logs and warns of is not shown."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    return _TOOLS[name][1]()


def _lines_of(markup: str) -> str:
    """The text of a clean piece of markup, every block on a line of its own."""
    html: Any = importlib.import_module("lxml.html")
    etree: Any = importlib.import_module("lxml.etree")
    if not markup.strip():
        return ""
    parts: list[str] = []
    for event, element in etree.iterwalk(html.fromstring(markup), events=("start", "end", "comment", "pi")):
        if element.tag in _LINE_ENDS:
            parts.append("\n")
        if event == "start":
            inside = element.text or ""
            parts.append(inside if element.tag == "pre" else inside.replace("\n", " "))
        else:
            parts.append((element.tail or "").replace("\n", " "))
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(parts).splitlines())
    return "\n".join(filter(None, lines))
