"""A zip of saved posts (HTML, Markdown, text, MHTML), as a stream of pages."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from index.errors import SourceError
from index.ingest.archives.mhtml import MHTML_ENDINGS, page_in_mhtml
from index.ingest.archives.saved_from import address_saved_from
from index.ingest.archives.zipped import open_zip, printable
from index.ingest.folder import MEDIA_TYPES
from index.records import Facts, Page, Skipped
from index.settings import SourceSettings

_HTML_ENDINGS = (".html", ".htm", ".xhtml")
# What is added to a page's name to name the folder of all that it shows; Windows says it in its own language.
_COMPANION_ENDINGS = (
    ".files _files -Dateien _fichiers _bestanden _file _archivos -filer _tiedostot _pliki _soubory _elemei "
    "_ficheiros _arquivos _dosyalar _datoteke _fitxers _failid _fails _bylos _fajlovi _fitxategiak"
).split()


def is_saved_html_zip(path: Path) -> bool:
    """Whether `path` is a zip with at least one file in it that can be a post."""
    try:
        with open_zip(path, 1) as contents:
            return bool(_post_names(contents.names()))
    except SourceError:
        return False


def read_saved_html_zip(path: Path, settings: SourceSettings) -> Iterator[Page | Skipped]:
    """Every saved post in the zip, and what was left out. Raises SourceError where it is not a whole zip.

    Hidden files, files of other kinds, and what a browser saves beside a page are passed over without a word.
    """
    with open_zip(path, settings.max_file_bytes) as contents:
        yield from contents.refused
        for name in _post_names(contents.names()):
            place = printable(f"{path.name}: {name}")
            url = f"{path.as_uri()}#{quote(name, errors='replace')}"
            content = contents.read(name)
            yield content if isinstance(content, Skipped) else _page(content, url, place, settings)


def _page(content: bytes, url: str, place: str, settings: SourceSettings) -> Page | Skipped:
    ending = PurePosixPath(place).suffix.lower()
    if ending in MHTML_ENDINGS:
        return page_in_mhtml(content, url, place, settings)
    if not content.strip():
        return Skipped(place, "empty")
    link = address_saved_from(content) if ending in _HTML_ENDINGS else None
    facts = Facts(source="saved page", link=link) if link else Facts()
    return Page(url, place, content, MEDIA_TYPES[ending], facts=facts)


def _post_names(names: Sequence[str]) -> list[str]:
    """Those of `names` that can be posts."""
    paths = [PurePosixPath(name) for name in names]
    companions = {
        path.with_name(path.stem + ending)
        for path in paths
        if path.suffix.lower() in _HTML_ENDINGS
        for ending in _COMPANION_ENDINGS
    }
    return [
        str(path)
        for path in paths
        if (path.suffix.lower() in MEDIA_TYPES or path.suffix.lower() in MHTML_ENDINGS)
        and not any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
        and companions.isdisjoint(path.parents)
    ]
