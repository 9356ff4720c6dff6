"""A table in CSV -> its rows, each {column: text}, read bit by bit."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

_HEADER_CHARS = 10_000
_DELIMITERS = ",;\t|"


def column_name(name: str) -> str:
    """A column's name as it is compared.

    >>> column_name("Post Page URL"), column_name("publishedAt")
    ('post_page_url', 'published_at')
    """
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip().strip("\ufeff"))
    return re.sub(r"[^a-z0-9]+", "_", apart.lower()).strip("_")


def read_rows(file: BinaryIO, max_field_chars: int) -> Iterator[dict[str, str] | str]:
    """Every row under its columns' names (see column_name); for a row that cannot be read, why not.

    The encoding is UTF-8 (or 16, by its mark) or else Windows'; the delimiter is the header's commonest.
    """
    # For the whole process, so it only ever grows; csv's own limit is shorter than many a post.
    csv.field_size_limit(max(csv.field_size_limit(), max_field_chars))
    text = io.TextIOWrapper(file, encoding=_encoding(file), errors="replace", newline="")
    header = text.readline(_HEADER_CHARS)
    delimiter = max(_DELIMITERS, key=header.count)
    columns = [column_name(name) for name in next(csv.reader([header], delimiter=delimiter), [])]
    rows = csv.reader(_lines(text, max_field_chars), delimiter=delimiter)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield f"line {rows.line_num}: {error}"
            continue
        if any(value.strip() for value in row):
            cells: dict[str, str] = {}
            for column, value in zip(columns, row, strict=False):
                cells.setdefault(column, value)
            yield cells
    text.detach()


def _lines(text: io.TextIOWrapper, max_chars: int) -> Iterator[str]:
    while line := text.readline(max_chars):
        yield line.replace("\0", "")


def _encoding(file: BinaryIO) -> str:
    """The encoding of a whole file, found by reading it through; `file` is left at its start."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    encoding = "utf-8-sig"
    beginning = file.read(4)
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        try:
            raw = beginning
            while raw:
                decoder.decode(raw)
                raw = file.read(1 << 18)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            encoding = "cp1252"
    file.seek(0)
    return encoding
