"""Bytes -> text, whatever their encoding. Pure."""

import re

from bs4.dammit import EncodingDetector
from charset_normalizer import from_bytes

from index.errors import NotAPost

# The web reads these names as their Windows supersets (WHATWG Encoding Standard, "names and labels").
_AS_BROWSERS_READ = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252",
                     "us-ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
                     "iso-8859-9": "cp1254", "ks_c_5601-1987": "cp949", "euc-kr": "cp949"}  # fmt: skip
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# How ISO-2022-JP turns to Japanese letters. To UTF-8 it looks like ASCII with commands to a terminal.
_TO_JAPANESE = re.compile(rb"\x1b\$[@B]")
_MAX_BROKEN_SHARE = 0.1  # of all that is not ASCII; in another encoding most of it is no UTF-8
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.01  # text has next to none; what is not text has many
# Between these and cp1252 the guesser is all but undecided on short Western European text (it takes
# French for cp1257); cp1252 is by far the likelier, and is not even among the guesses for Polish or Czech.
_RIVALS_OF_CP1252 = frozenset(
    "cp1250 cp1257 cp775 cp850 cp852 mac_latin2 mac_iceland hp_roman8 iso8859_10 iso8859_14".split()
)
_CLOSE_CHAOS = 0.1
_GUESS_BYTES = 200_000  # of a large file, enough to tell its encoding by


def decode(content: bytes, *, is_html: bool = False) -> str:
    """The text of `content`, line ends as `\\n`. Raises NotAPost where it is not text.

    In order: a byte order mark, UTF-8, what the page declares, a guess.
    """
    text = _decode(content, is_html)
    if len(_CONTROL.findall(text)) > _MAX_CONTROL_SHARE * len(text):
        raise NotAPost("not text (binary)")
    return _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _decode(content: bytes, is_html: bool) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    # Before the declaration: a page that is valid UTF-8 beyond ASCII is so whatever it says, since
    # no text in another encoding is by accident.
    text = _as_japanese_mail(content) or _as_utf8(content)
    if text is None and is_html:
        text = _as_declared(content)
    return _guess(content) if text is None else text


def _as_japanese_mail(content: bytes) -> str | None:
    if _TO_JAPANESE.search(content) is None:
        return None
    try:
        return content.decode("iso2022_jp_ext")
    except UnicodeDecodeError:
        return None


def _as_utf8(content: bytes) -> str | None:
    """`content` as UTF-8, though a few of its bytes may be broken; None where it is something else."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", errors="replace")
    beyond_ascii = sum(map(len, _BEYOND_ASCII.findall(text)))
    return text if text.count("\ufffd") <= _MAX_BROKEN_SHARE * beyond_ascii else None


def _as_declared(content: bytes) -> str | None:
    name = EncodingDetector.find_declared_encoding(content, is_html=True)
    if not name:
        return None
    try:
        return content.decode(_AS_BROWSERS_READ.get(name.lower(), name))
    except (UnicodeError, LookupError):
        return None


def _guess(content: bytes) -> str:
    if b"\x00" in content[:_GUESS_BYTES]:
        raise NotAPost("not text (binary)")
    guesses = from_bytes(content[:_GUESS_BYTES])
    best = guesses.best()
    if best is None:
        raise NotAPost("its encoding cannot be told")
    encoding = best.encoding
    if encoding in _RIVALS_OF_CP1252:
        for other in guesses:
            if other.encoding == "cp1252" and other.chaos - best.chaos < _CLOSE_CHAOS:
                encoding = "cp1252"
    return content.decode(encoding, errors="replace")
