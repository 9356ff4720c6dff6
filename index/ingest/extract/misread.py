"""Whether a text was read in the wrong encoding, told by letters that no writer puts side by side. Pure."""

import re
from collections.abc import Callable, Mapping
from itertools import islice

_LOOKED_AT_CHARS = 100_000
_FEWEST = 3  # odd words or letters; of fewer nothing can be told
_MAX_ODD_SHARE = 0.3  # of the words that are not ASCII; honest text has next to none
_WORD = re.compile(r"[^\W_]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# Three and more letters or signs beyond ASCII in a row, of those in Western alphabets: café, “É”, never ÀÌ¾ß.
_WESTERN_RUN = re.compile(
    r"[\u0080-\u024f\u02c6\u02dc\u2018-\u2026\u2030\u2039-\u203a\u20ac\u2122\ufffd]{3,}"
)
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[¤¦¨¬¯±²³¶¸¹»«®´¼½¾¿\u2500-\u25ff]+(?=[^\W\d_])")
_OTHER_ALPHABET = r"[\u0370-\u06ff\u0e01-\u0e4e]"
# Letters of another alphabet, or a lone character of an Eastern one, inside a Latin word.
_TWO_ALPHABETS = re.compile(
    rf"[A-Za-z]{_OTHER_ALPHABET}|{_OTHER_ALPHABET}[A-Za-z]"
    r"|[a-z][\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,2}[a-z]"
)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")


def looks_misread(text: str, codec: str) -> bool:
    """Whether `text`, read in `codec`, is in no language.

    >>> looks_misread("Âñåì ïðèâåò, äðóçüÿ ìîè", "cp1252"), looks_misread("Ångström; déjà vu", "cp1252")
    (True, False)
    """
    text = text[:_LOOKED_AT_CHARS]
    letters = len(_NOT_ASCII.findall(text))
    check = _EASTERN.get(codec)
    if check is not None and letters >= _FEWEST and check(text):
        return True
    if check is None and sum(map(len, _WESTERN_RUN.findall(text))) > _MAX_ODD_SHARE * letters + _FEWEST:
        return True
    words = [word for word in islice(_WORD.findall(text), _LOOKED_AT_CHARS) if not word.isascii()]
    odd = sum(map(_is_odd, words)) + len(_SIGN_IN_WORD.findall(text))
    return odd >= _FEWEST and odd > _MAX_ODD_SHARE * len(words)


def _is_odd(word: str) -> bool:
    """No Latin word with a Greek letter in it; no capitals after small letters, or all over the page."""
    return _TWO_ALPHABETS.search(word) is not None or any(
        letter.isupper() and not letter.isascii() for letter in word[1:]
    )


def _is_not_japanese(text: str) -> bool:
    narrow = sum("\uff61" <= letter <= "\uff9f" for letter in text)  # nobody writes with these alone
    return narrow > _MAX_ODD_SHARE * len(_NOT_ASCII.findall(text))


def _is_not_chinese(encoding: str, leads: range, fewest: float) -> Callable[[str], bool]:
    """Too few of the characters are among those that the encoding holds for everyday use."""

    def check(text: str) -> bool:
        characters = _HAN.findall(text)
        common = sum(_lead_byte(character, encoding) in leads for character in characters)
        return not characters or common < fewest * len(characters)

    return check


def _is_not_korean(text: str) -> bool:
    hangul = _HANGUL.findall(text)
    common = sum(_lead_byte(character, "euc_kr") in range(0xB0, 0xC9) for character in hangul)
    return 2 * len(_HAN.findall(text)) > len(_NOT_ASCII.findall(text)) or common < 0.7 * len(hangul)


def _lead_byte(character: str, encoding: str) -> int:
    """The first of the two bytes of a character; 0 where it has not two."""
    code = character.encode(encoding, errors="ignore")
    return code[0] if len(code) == 2 else 0


_EASTERN: Mapping[str, Callable[[str], bool]] = {
    "cp932": _is_not_japanese,
    "euc_jp": _is_not_japanese,
    "gb18030": _is_not_chinese("gb2312", range(0xB0, 0xF8), 0.5),  # of both levels: GBK is for all of Chinese
    "big5hkscs": _is_not_chinese("big5", range(0xA4, 0xC7), 0.75),
    "cp949": _is_not_korean,
}
