"""Folders and zips with a whole rendered site in them: which of their pages are posts. Pure."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from index.errors import NotAPost
from index.ingest.web.evidence import judge
from index.ingest.web.webpage import WebPage, read_web_page
from index.records import Page, Skipped

_INDEXES = ("index.html", "index.htm")
_UNKNOWN = "https://saved.invalid/"  # where a site lies that does not say so
_MIN_PAGES = 3  # beside the first one
_HTML = (".html", ".htm", ".xhtml")


def site_folder(names: Collection[str]) -> str | None:
    """The folder, "" or one that ends in `/`, in which a whole site lies; None where `names` are of none.

    A site has a first page, and every other page lies beside or below it.

    >>> site_folder(["b/index.html", "b/one/index.html", "b/two/index.html", "b/tag/tea/index.html"])
    'b/'
    >>> site_folder(["one.html", "two.html", "three.html", "four.html"]) is None
    True
    """
    pages = [name for name in names if name.lower().endswith(_HTML)]
    firsts = [name for name in pages if PurePosixPath(name).name.lower() in _INDEXES]
    if not firsts or len(pages) <= _MIN_PAGES:
        return None
    first = min(firsts, key=lambda name: (name.count("/"), name))
    folder = first[: first.rfind("/") + 1]
    return folder if all(name.startswith(folder) for name in pages) else None


def posts_of_site(
    items: Iterable[Page | Skipped], names: Collection[str], folder: str
) -> Iterator[Page | Skipped]:
    """`items`, with the reason in place of each that is no post of the site in `folder`.

    `names` are those of all files.
    """
    known = {_path_of(name, folder) for name in names}
    for item in items:
        reason = _objection(item, known, folder) if isinstance(item, Page) and not item.is_body else None
        yield Skipped(item.place, reason) if reason else item


def _objection(page: Page, known: Collection[str], folder: str) -> str | None:
    if page.media_type != "text/html":
        return "a file of the site, no page"
    path = _path_of(_name_of(page), folder)
    try:
        url, root = _address(read_web_page(page.content, _UNKNOWN + quote(path), page.charset), path)
        web_page = read_web_page(page.content, url, page.charset)
    except NotAPost as error:
        return str(error)
    verdict = judge(web_page, url, root=root)
    if verdict.role == "alias" and not web_page.refresh and not _has(web_page.canonical, root, known):
        # Its canonical address is broken, or somewhere else: this page is all that there is.
        verdict = judge(replace(web_page, canonical=None), url, root=root)
    return None if verdict.is_post else verdict.reason


def _address(page: WebPage, path: str) -> tuple[str, str]:
    """(where a page at `path` in its site lies on the web, where the site does), as far as it says."""
    if page.canonical is None:
        return _UNKNOWN + quote(path), _UNKNOWN
    parts = urlsplit(page.canonical)
    host = f"{parts.scheme}://{parts.netloc}/"
    own, quoted = _path_of(parts.path.lstrip("/"), ""), quote(path)
    is_own = own.rstrip("/").endswith(quoted.rstrip("/"))  # the site may lie in a folder of its host
    root = host + own.rstrip("/").removesuffix(quoted.rstrip("/")) if is_own else host
    return root + quoted, root


def _has(canonical: str | None, root: str, known: Collection[str]) -> bool:
    if canonical is None or not canonical.startswith(root):
        return False
    path = _path_of(unquote(canonical.removeprefix(root)), "")
    return bool({path, path.rstrip("/"), f"{path.rstrip('/')}/", f"{path}.html"} & set(known))


def _name_of(page: Page) -> str:
    """The path inside the folder or zip."""
    _, _, member = page.url.partition("#")
    return unquote(member) if member else page.place


def _path_of(name: str, folder: str) -> str:
    """The path of a page in its site, as an address has it: `2024/tea/index.html` is at `2024/tea/`."""
    path = name.removeprefix(folder)
    last = path.rpartition("/")[2]
    return path.removesuffix(last) if last.lower() in _INDEXES else path
