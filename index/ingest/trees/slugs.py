"""A title or a file's name -> its part of an address, as each generator makes it. Pure."""

import re
import unicodedata

_JEKYLL_PRETTY = re.compile(r"[^\w.~!$&'()+,;=@]+")
_JEKYLL_DEFAULT = re.compile(r"[\W_]+")
_HEXO = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")
_GITHUB = re.compile(r"[^\w\s-]")
_NO_DECOMPOSITION = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "œ": "oe",
     "þ": "th", "ı": "i", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "--"}
)  # fmt: skip


def jekyll_slug(text: str, *, pretty: bool = False) -> str:
    """Jekyll's `:title` (pretty, as it is written) and `:slug` (lower case).

    >>> jekyll_slug("Größe & C++.v2", pretty=True), jekyll_slug("Größe & C++.v2")
    ('Größe-&-C++.v2', 'größe-c-v2')
    """
    slug = (_JEKYLL_PRETTY if pretty else _JEKYLL_DEFAULT).sub("-", text).strip("-")
    return slug if pretty else slug.lower()


def hugo_slug(text: str, *, lower: bool = True) -> str:
    """Hugo's `urlize`: letters of any script stay; a space becomes a hyphen, and what is odd goes.

    >>> hugo_slug("Größe, C++ & Brot -- ja?")
    'größe-c++-brot--ja'
    """
    kept: list[str] = []
    waits = False
    for char in text:
        is_kept = char.isalnum() or unicodedata.category(char)[0] == "M" or char in "./\\_#+~-@"
        if is_kept:
            if waits and char != "-" and kept[-1] != "-":
                kept.append("-")
            waits = False
            kept.append(char)
        elif kept and char.isspace():
            waits = True
    slug = "".join(kept).replace("#", "")
    return slug.lower() if lower else slug


def ascii_slug(text: str) -> str | None:
    """Zola's, Pelican's and Eleventy's: plain letters, digits and hyphens; None where a letter has none.

    >>> ascii_slug("Über C++ & Brot"), ascii_slug("麵包")
    ('uber-c-brot', None)
    """
    plain = "".join(
        char
        for char in unicodedata.normalize("NFKD", text.translate(_NO_DECOMPOSITION))
        if not unicodedata.combining(char)
    )
    if any(char.isalpha() and not char.isascii() for char in plain):
        return None
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def word_slug(text: str) -> str | None:
    """Pelican's and Nunjucks' kind: apostrophes and the like go without a trace.

    >>> word_slug("Don't panic: it's bread")
    'dont-panic-its-bread'
    """
    gone = re.sub(r"[^\w\s-]", "", text.translate(_NO_DECOMPOSITION))
    return ascii_slug(gone)


def hexo_slug(text: str) -> str:
    """Hexo's `slugize`: no accents on Latin letters, letters of other scripts as they are.

    >>> hexo_slug("C++ und Größe!")
    'C-und-Grosse'
    """
    plain = unicodedata.normalize("NFD", text.translate(_NO_DECOMPOSITION))
    plain = unicodedata.normalize("NFC", "".join(char for char in plain if not "\u0300" <= char <= "\u036f"))
    return _HEXO.sub("-", plain).strip("-")


def github_slug(text: str) -> str:
    """What Astro makes of each part of a file's place.

    >>> github_slug("My Post (v2.0)")
    'my-post-v20'
    """
    return _GITHUB.sub("", text.lower()).strip().replace(" ", "-")
