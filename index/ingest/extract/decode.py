"""Bytes -> text, whatever their encoding and whatever is said of it. Pure."""

import re

from bs4.dammit import EncodingDetector
from charset_normalizer import from_bytes

from index.errors import NotAPost
from index.ingest.extract.charsets import codec_named
from index.ingest.extract.latin import LATIN_CODECS, best_latin, latin_score
from index.ingest.extract.misread import looks_misread

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# How ISO-2022-JP turns to Japanese letters. To UTF-8 it looks like ASCII with commands to a terminal.
_TO_JAPANESE = re.compile(rb"\x1b\$[@B]")
_MAX_BROKEN_SHARE = 0.1  # of all that is not ASCII; in another encoding most of it is broken
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.01  # text has next to none; what is not text has many
_MUCH_BETTER = 0.15  # by so much more another Latin encoding must fit before a declared one is not believed
_LOOKED_AT_BYTES = 200_000  # of a large file, enough to tell its encoding by
_GUESS_BYTES = 50_000  # of text that is not ASCII
# Most letters are where cp1251 has them, and the guesser takes one for the other: of six short Russian,
# Ukrainian and Bulgarian texts in cp1251 two. Whoever writes in this one declares it.
_HARDLY_MET = ["mac_cyrillic"]
_HALVES_BYTES = 4096
_FEW_ZEROS, _MANY_ZEROS = (
    0.02,
    0.3,
)  # of the even, and of the odd bytes of UTF-16 with any markup or Latin in it


def decode(content: bytes, *, is_html: bool = False, charset: str | None = None) -> str:
    """The text of `content`, line ends as `\\n`. Raises NotAPost where it is not text.

    In order, and each only where the bytes bear it out: a byte order mark, UTF-8, the `charset` that the
    server declared, what the page declares, a guess.
    """
    text = _decode(content, is_html, charset)
    controls = len(_CONTROL.findall(text))
    if controls > _MAX_CONTROL_SHARE * len(text):
        raise NotAPost("not text (binary)")
    text = _CONTROL.sub("", text) if controls else text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(content: bytes, is_html: bool, charset: str | None) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    halves = _utf16_by_zeros(content)
    if halves is not None:
        return content.decode(halves, errors="replace")
    # Before the declarations: bytes that are valid UTF-8 beyond ASCII are so whatever is said of them,
    # since no text in another encoding is by accident.
    text = _as_japanese_mail(content)
    if text is None:
        text = _read_as(content, "utf-8")
    if text is None:
        on_page = EncodingDetector.find_declared_encoding(content, is_html=True) if is_html else None
        text = _as_declared(content, charset, on_page)
    return _guess(content) if text is None else text


def _utf16_by_zeros(content: bytes) -> str | None:
    """UTF-16 that came without its mark: every other byte of what is Latin in it is zero."""
    begin = content[:_HALVES_BYTES]
    pairs = len(begin) // 2
    if pairs < 2 or b"\x00" not in begin:
        return None
    even, odd = begin[: pairs * 2 : 2].count(0) / pairs, begin[1::2].count(0) / pairs
    if even <= _FEW_ZEROS and odd >= _MANY_ZEROS:
        return "utf-16-le"
    return "utf-16-be" if odd <= _FEW_ZEROS and even >= _MANY_ZEROS else None


def _as_japanese_mail(content: bytes) -> str | None:
    if _TO_JAPANESE.search(content) is None:
        return None
    try:
        return content.decode("iso2022_jp_ext")
    except UnicodeDecodeError:
        return None


def _read_as(content: bytes, codec: str) -> str | None:
    """`content` in that encoding, though a few of its bytes may be broken; None where it is in another."""
    try:
        return content.decode(codec)
    except UnicodeError:
        text = content.decode(codec, errors="replace")
    beyond_ascii = sum(map(len, _BEYOND_ASCII.findall(text)))
    return text if text.count("\ufffd") <= _MAX_BROKEN_SHARE * beyond_ascii else None


def _as_declared(content: bytes, *declared: str | None) -> str | None:
    """The first of the declared encodings that the bytes can be in, and that makes words of them."""
    for codec in dict.fromkeys(filter(None, map(codec_named, declared))):
        if codec.startswith("utf-"):  # it was tried, or its zeros would show
            continue
        text = _read_as(content, codec)
        if text is not None and not looks_misread(text, codec) and not _is_other_latin(content, text, codec):
            return text
    return None


def _is_other_latin(content: bytes, text: str, codec: str) -> bool:
    """Whether a text declared as Western is in another Latin encoding: templates declare it unasked."""
    if codec != "cp1252":
        return False
    other, score = best_latin(_telling_part(content))
    return other != codec and score > latin_score(text) + _MUCH_BETTER


def _guess(content: bytes) -> str:
    if b"\x00" in content[:_LOOKED_AT_BYTES]:
        raise NotAPost("not text (binary)")
    telling = _telling_part(content)
    best = from_bytes(telling, cp_exclusion=_HARDLY_MET).best()
    if best is None:
        raise NotAPost("its encoding cannot be told")
    # Among those the guesser is undecided on short text (it takes French for cp1257).
    encoding = best_latin(telling)[0] if best.encoding in LATIN_CODECS else best.encoding
    return content.decode(encoding, errors="replace")


def _telling_part(content: bytes) -> bytes:
    """What an encoding can be told by: the text that is not ASCII alone, without the markup around it."""
    parts = (part for part in re.split(rb"[<>]", content) if not part.isascii())
    return b"\n".join(parts)[:_GUESS_BYTES]
