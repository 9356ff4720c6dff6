"""Folders and zips with a whole rendered site in them: which of their pages are posts. Pure."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from index.errors import NotAPost
from index.ingest.files import Reading
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


@dataclass(frozen=True, slots=True)
class SavedSite:
    """The site in the folder `folder`, among whose files, all told, are those at the paths `known`."""

    folder: str
    known: frozenset[str]

    @classmethod
    def among(cls, names: Collection[str]) -> "SavedSite | None":
        """The site that the files called `names` are of, if they are."""
        folder = site_folder(names)
        return None if folder is None else cls(folder, frozenset(_path_of(name, folder) for name in names))

    def posts(self, items: Iterable[Page | Skipped]) -> Iterator[Page | Skipped]:
        """`items`, with the reason in place of each that is no post of the site."""
        for item in items:
            yield from self.judged(item).items

    def judged(self, item: Page | Skipped) -> Reading:
        """`item`, or the reason why it is no post of the site; lasting unless it hangs on the other files."""
        if not isinstance(item, Page) or item.is_body:
            return Reading([item])
        if item.media_type != "text/html":
            return Reading([Skipped(item.place, "a file of the site, no page")])
        path = _path_of(_name_of(item), self.folder)
        try:
            url, root = _address(read_web_page(item.content, _UNKNOWN + quote(path), item.charset), path)
            web_page = read_web_page(item.content, url, item.charset)
        except NotAPost as error:
            return Reading([Skipped(item.place, str(error))])
        verdict = judge(web_page, url, root=root)
        is_told_by_others = verdict.role == "alias" and not web_page.refresh
        if is_told_by_others and not _has(web_page.canonical, root, self.known):
            # Its canonical address is broken, or somewhere else: this page is all that there is.
            verdict = judge(replace(web_page, canonical=None), url, root=root)
        outcome = item if verdict.is_post else Skipped(item.place, verdict.reason)
        return Reading([outcome], is_lasting=not is_told_by_others)


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
    return not {path, path.rstrip("/"), f"{path.rstrip('/')}/", f"{path}.html"}.isdisjoint(known)


def _name_of(page: Page) -> str:
    """The path inside the folder or zip."""
    _, _, member = page.url.partition("#")
    return unquote(member) if member else page.place


def _path_of(name: str, folder: str) -> str:
    """The path of a page in its site, as an address has it: `2024/tea/index.html` is at `2024/tea/`."""
    path = name.removeprefix(folder)
    last = path.rpartition("/")[2]
    return path.removesuffix(last) if last.lower() in _INDEXES else path
