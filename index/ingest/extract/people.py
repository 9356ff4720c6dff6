"""Names of authors as pages give them -> people's names. Pure."""

import re
from collections.abc import Iterable

from index.ingest.extract.blocks import tidy_line

_LEAD = re.compile(
    r"^\s*(?:[•·|*–—-]\s*)*(?:(?:written|posted|published|words?|text|story)\s+)?(?:by\b[:\s]*)?", re.I
)
_BETWEEN = re.compile(r"\s*(?:;|&|\||\band\b|\n)\s*", re.I)
_CREDENTIALS = (
    r"(?:M\.?D|Ph\.?D|D\.?O|R\.?N|DVM|DDS|MA|MS|MSc|BSc|MPH|LCSW|LMFT|Psy\.?D|J\.?D|Jr|Sr|MBE|OBE|PT|DPT"
    r"|II|III)\.?"
)
_COMMA = re.compile(rf",(?!\s*{_CREDENTIALS}(?:\s*,|\s*$))\s*")
_NAME_WORD = r"(?:[^\W\d_][\w.'’-]*)"
_PERSON = re.compile(
    rf"(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir)\.?\s+)?{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,4}}(?:,\s*{_CREDENTIALS})*"
)
_NOT_A_PERSON = frozenset(
    "admin administrator editor editors author staff webmaster guest user root team unknown anonymous "
    "website blog moderator undefined null none n/a".split()
)
_MAX_NAME_CHARS = 60
_LOWER_CASE_PARTS = frozenset(
    "de da di do dos van von der den del la le el bin ibn al y e zu ter ten".split()
)


def clean_authors(values: Iterable[str]) -> tuple[str, ...]:
    """The people named in `values`, each once: no "By", no "admin", no addresses, several told apart.

    >>> clean_authors(["By Ann Lee and John M. Roe, MD", "admin", "https://example.org/ann"])
    ('Ann Lee', 'John M. Roe, MD')
    """
    names: dict[str, str] = {}
    for value in values:
        for part in _BETWEEN.split(_LEAD.sub("", tidy_line(value))):
            for name in map(_bare, _COMMA.split(part)):
                if _could_be_a_name(name):
                    names.setdefault(name.casefold(), name)
    return tuple(names.values())


def _bare(name: str) -> str:
    return name.strip() if name.endswith(("Jr.", "Sr.")) else name.strip(" ,.·•|")


def byline_names(line: str) -> tuple[str, ...]:
    """The people in a line that is a byline and nothing else; empty where it is anything else.

    Without a "By" or a bullet before it, or a title or credentials in it, a line of capitalised words
    is as likely a heading.
    """
    names = _LEAD.sub("", line).strip()
    if names == line.strip() and not re.search(rf",\s*{_CREDENTIALS}$|^(?:Dr|Prof)\.?\s", names):
        return ()
    people = clean_authors([names])
    return people if people and all(_is_person(name) for name in people) else ()


def _is_person(name: str) -> bool:
    words = [word for word in name.replace(",", " ").split() if word not in _LOWER_CASE_PARTS]
    return _PERSON.fullmatch(name) is not None and all(word[0].isupper() for word in words)


def _could_be_a_name(name: str) -> bool:
    return (
        1 < len(name) <= _MAX_NAME_CHARS
        and name.casefold() not in _NOT_A_PERSON
        and not re.search(r"https?:|www\.|[@/<>{}]|\d{3}", name)
    )
