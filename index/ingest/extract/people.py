"""Names of authors as pages give them -> people's names. Pure."""

import re
from collections.abc import Iterable

from index.ingest.extract.blocks import tidy_line

_LEAD = re.compile(
    r"^\s*(?:[•·|*–—-]\s*)*(?:(?:written|posted|published|words?|text|story)\s+)?(?:by\b[:\s]*)?", re.I
)
_NOTE_MARK = re.compile(r"[*†‡]")
_BETWEEN = re.compile(r"\s*(?:;|&|\||\band\b|\bwith\b|\n)\s*", re.I)
_CREDENTIALS = (
    r"(?:M\.?D|Ph\.?D|D\.?O|R\.?N|DVM|DDS|M\.?A|M\.?S|MSc|BSc|MPH|LCSW|LMFT|Psy\.?D|J\.?D|Jr|Sr|MBE|OBE|PT|DPT"
    r"|RDN?|FAND|LDN?|CDCES|CSCS|CPT|CFP|CFA|CPA|MBA|M\.?Ed|Ed\.?D|Pharm\.?D|FACLM|FACP|FAAP|FACOG|FACC|FNP(?:-[A-Z]+)?"
    r"|NP|PA-C|APRN|BSN|MSN|LPC|LMHC|MSW|IBCLC|CNM|DMD|DC|ND|OD|VMD|DACV\w+|Esq|PMP|SHRM-S?CP|II|III)\.?"
)
_COMMA = re.compile(rf",(?!\s*{_CREDENTIALS}(?:\s*,|\s*$))\s*")
_WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]{2,8}")  # 山田太郎
_NAME_WORD = r"(?:[^\W\d_][\w.'’-]*)"
_PERSON = re.compile(
    rf"(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir)\.?\s+)?{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,4}}(?:,\s*{_CREDENTIALS})*"
)
_NOT_A_PERSON = frozenset(
    "admin administrator editor editors author staff webmaster guest user root team unknown anonymous "
    "website blog moderator undefined null none n/a".split()
)
# What is said of an organisation only.
_FIRM = re.compile(
    r"\b(?:inc|llc|ltd|gmbh|corp|corporation|company|agency|university|institute|foundation|association"
    r"|network|magazine|department|studios?|media|news|blog|website|marketing|software|solutions|services|group"
    r"|newspaper|times|tribune|center|centre|clinic|hospital|program|faculty|school|college|society|council|bank"
    r"|insurance|health|dentistry|dental|pllc|plc)\b",
    re.IGNORECASE,
)
# What stands where a name could: offices, and the words on buttons.
_NO_NAMES = re.compile(
    r"\b(?:writer|editor|editors|author|authors|contributor|reporter|manager|director|coordinator|specialist|expert"
    r"|strategist|correspondent|officer|founder|developer|engineer|designer|ceo|cto"
    r"|share|follow|subscribe|facebook|twitter|linkedin|instagram|pinterest|email|read|more|comments?|posts"
    r"|articles?|about|updated|published|posted|minutes?|mins?|tips|guides?|home|menu|search|contact|the|this|your"
    r"|our|my|how|what|why|view|all|by|on|last|reviewed|tags?|categor(?:y|ies)|today|you|we)\b",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"(?:the\s+)?(?:[\w&.’'-]+\s+){0,4}(?:team|staff|editors|editorial(?: (?:team|staff|board))?)"
    r"|team(?:\s+[\w&.’'-]+){1,3}",
    re.IGNORECASE,
)
# A template's unfilled field, a credit for several things, a name that a machine gave.
_MACHINES = re.compile(r"[:%$]|[\w-]+(?:\.[\w-]+)+|[A-Z]{2,5}|\W+")
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
        for part in _BETWEEN.split(_LEAD.sub("", _NOTE_MARK.sub("", tidy_line(value)))):
            for name in map(_bare, _COMMA.split(part)):
                if _could_be_a_name(name):
                    names.setdefault(name.casefold(), name)
    return tuple(names.values())


def _bare(name: str) -> str:
    return name.strip() if name.endswith(("Jr.", "Sr.")) else name.strip(" ,.·•|*†")


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


def is_full_name(name: str) -> bool:
    """Whether it looks like a person's name in full: two to five words, none of them an office or a firm's.

    >>> is_full_name("Ann van der Lee, MD"), is_full_name("Ann"), is_full_name("Loaf Marketing")
    (True, False, False)
    """
    if _FIRM.search(name) or _NO_NAMES.search(name) or is_group(name) or re.search(r"\d", name):
        return False
    return _is_person(name) or (_WITHOUT_SPACES.fullmatch(name) is not None)


def is_group(name: str) -> bool:
    """Whether it names several people together, as "The Loaf Team" does."""
    return _GROUP.fullmatch(name) is not None


def is_nobody(name: str) -> bool:
    """Whether it is an organisation by its form, or what fills a field and names none."""
    if is_group(name):
        return False
    return _MACHINES.fullmatch(name) is not None or ":" in name or _FIRM.search(name) is not None


def _is_person(name: str) -> bool:
    words = [word for word in name.replace(",", " ").split() if word not in _LOWER_CASE_PARTS]
    return _PERSON.fullmatch(name) is not None and all(word[0].isupper() for word in words)


def _could_be_a_name(name: str) -> bool:
    return (
        1 < len(name) <= _MAX_NAME_CHARS
        and name.casefold() not in _NOT_A_PERSON
        and not re.search(r"https?:|www\.|[@/<>{}]|\d{3}", name)
    )
