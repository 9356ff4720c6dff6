"""A text file of addresses, one a line -> the addresses. Pure."""

from index.errors import NotAPost
from index.ingest.extract.decode import decode
from index.ingest.listings.listing import ListingError, listed_address
from index.records import Skipped

_SCHEMES = ("http://", "https://")
_MAX_SHOWN_CHARS = 200


def is_address_list(text_head: bytes) -> bool:
    """Whether each line of the beginning of a file is an address, or empty, or a remark after `#`.

    >>> is_address_list(b"# friends\\nhttps://example.org/"), is_address_list(b"https://example.org is nice")
    (True, False)
    """
    try:
        lines = _lines(text_head)
    except ListingError:
        return False
    if len(lines) > 1 and lines[-1] and any(scheme.startswith(lines[-1].lower()) for scheme in _SCHEMES):
        lines.pop()  # where the beginning ends in the middle of an address
    addresses = [line for line in lines if line and not line.startswith("#")]
    return bool(addresses) and all(_is_address(line) for line in addresses)


def read_address_list(content: bytes) -> tuple[list[str], list[Skipped]]:
    """Each address of a file once, in order, and the lines that are none. Raises ListingError for no text."""
    found: dict[str, None] = {}
    skipped = []
    for number, line in enumerate(_lines(content), 1):
        if not line or line.startswith("#"):
            continue
        address = listed_address(line, "") if _is_address(line) else None
        if address:
            found.setdefault(address)
        else:
            skipped.append(
                Skipped(f"line {number}: {line[:_MAX_SHOWN_CHARS]}", "not an http or https address")
            )
    return list(found), skipped


def _lines(content: bytes) -> list[str]:
    try:
        return [line.strip() for line in decode(content).split("\n")]
    except NotAPost as error:
        raise ListingError(str(error)) from error


def _is_address(line: str) -> bool:
    return line.lower().startswith(_SCHEMES) and len(line.split()) == 1
