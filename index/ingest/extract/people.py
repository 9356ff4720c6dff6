"""Names of authors as pages give them -> people's names. Pure."""

import re
from collections.abc import Iterable, Sequence

from index.given_names import is_given_name
from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.nobodies import is_called_nobody

_LEAD = re.compile(
    r"^\s*(?:[•·|*–—-]\s*)*(?:(?:written|posted|published|words?|text|story)\s+)?(?:by\b[:\s]*)?", re.I
)
_NOTE_MARK = re.compile(r"[*†‡]")
_BETWEEN = re.compile(r"\s*(?:;|&|\||\b(?:and|with|und|et|och|og)\b|\n)\s*", re.I)
# Words that stand within names, too, as in Ortega y Gasset: they part two names in full.
_BETWEEN_FULL = re.compile(r"\s+(?:y|e|en|i|и|ve|و)\s+")
# "MD", "R.N.", "ACE-CPT", "PhD": capitals alone, or one of the few that have small letters.
_CREDENTIALS = (
    r"(?:(?:[A-Z]\.?){2,6}(?:-[A-Z]{1,4})?"
    r"|(?:(?:Ph|Psy|Pharm|Ed)\.? ?D|(?:M|B)\.?(?:Sc|Ed|Eng|Phil)|Jr|Sr|Esq|DACV\w+)\.?)"
)
_COMMA = re.compile(rf",(?!\s*{_CREDENTIALS}(?:\s*,|\s+{_CREDENTIALS}|\s*$))\s*")
_WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]{2,8}")  # 山田太郎
# With what friends say: Ann “Nan” Lee. To `re`, signs around the letters of Thai and India are no letters.
_NAME_WORD = r"""(?:[("“]?[^\W\d_][\w\u0300-\u036f\u0610-\u065f\u0900-\u0e7f.'’-]*[)"”]?)"""
_HONORIFIC = re.compile(r"^(?:Dr|Prof|Mr|Mrs|Ms|Sir)\.?\s+")
_PERSON = re.compile(
    rf"(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir)\.?\s+)?{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,4}}(?:,\s*{_CREDENTIALS})*"
)
# What is said of an organisation only.
_FIRM = re.compile(
    r"\b(?:inc|llc|ltd|gmbh|corp|corporation|company|agency|university|institute|foundation|association"
    r"|network|magazine|department|studios?|media|news|blog|website|marketing|software|solutions|services|group"
    r"|newspaper|times|tribune|center|centre|clinic|hospital|program|faculty|school|college|society|council|bank"
    r"|insurance|health|dentistry|dental|pllc|plc)\b",
    re.IGNORECASE,
)
# What stands where a name could: words on buttons, of headings and sentences, offices.
_ON_BUTTONS = (
    "share|follow|subscribe|facebook|twitter|linkedin|instagram|pinterest|email|read|more|comments?|posts"
    "|articles?|about|view|all|by|on|reviewed|edited|updated|published|posted|minutes?|mins?|menu|search|contact"
    "|profile|bio|website|username|login|sign|log|back|next|previous|photo|image|credit|authors?"
)
_BUTTON = re.compile(rf"\b(?:{_ON_BUTTONS})\b", re.IGNORECASE)
_NO_NAMES = re.compile(
    rf"\b(?:{_ON_BUTTONS}|\w*writer|editors?|contributor|reporter|manager|director|coordinator|specialist|expert"
    r"|strategist|correspondent|officer|founder|developer|engineer|designer|ceo|cto"
    r"|related|topics|insights|tips|guides?|home|news|google|scholar|tags?|categor(?:y|ies)|today|last"
    r"|the|this|your|our|my|how|what|why|you|we)\b",
    re.IGNORECASE,
)
# An office whose name has an "and" in it: one of them, not two.
_OFFICE = re.compile(
    r"\b(?:cent(?:er|re)|institute|department|division|office|college|school|faculty|ministry|bureau|council"
    r"|society|association) (?:for|of)\b",
    re.IGNORECASE,
)
# "Day, Lee & Roe LLP" is one firm, whatever stands in its name.
_FIRMS_END = re.compile(r"(?:\b(?:LLP|LLC|PLLC|LP|Inc|Ltd|GmbH|P\.?C|Co)\.?|& (?:Associates|Partners|Sons))$")
_MAILED = re.compile(r"\S+@\S+\s*\(([^()@]+)\)")  # as feeds name authors
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)$")
_GROUP = re.compile(
    r"(?:the\s+)?(?:[\w&.’'-]+\s+){0,4}(?:team|staff|desk|newsroom|bureau|editors"
    r"|editorial(?: (?:team|staff|board))?)"
    r"|team(?:\s+[\w&.’'-]+){1,3}|(?:the\s+)?editors (?:of|at)(?:\s+[\w&.’'-]+){1,4}",
    re.IGNORECASE,
)
# A template's unfilled field, a credit for several things, a name that a machine gave.
_MACHINES = re.compile(r"[:%$]|[\w-]+(?:\.[\w-]+)+|[A-Z]{2,5}|\W+")
_MAX_NAME_CHARS = 60
_MAX_PEN_NAME_WORDS = 4
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
        line = tidy_line(value)
        mailed = _MAILED.fullmatch(line)
        named = _LEAD.sub("", _NOTE_MARK.sub("", mailed.group(1) if mailed else line))
        for name in map(_bare, _parted(named)):
            if _could_be_a_name(name):
                names.setdefault(name.casefold(), name)
    return tuple(names.values())


def _parted(named: str) -> list[str]:
    """What stands between "and", "&", commas and the like; the name of a firm is left whole."""
    if _FIRMS_END.search(named) and " " not in named.partition(",")[0]:
        return [named]
    parts = []
    for part in [named] if _OFFICE.match(named) else _BETWEEN.split(named):
        several = _BETWEEN_FULL.split(part)
        parts += several if all(" " in name.strip() for name in several) else [part]
    return [name for part in parts for name in _COMMA.split(part)]


def _bare(name: str) -> str:
    office = _IN_BRACKETS.search(name)
    if office and _NO_NAMES.search(office.group(1)):
        name = name[: office.start()]
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


def is_known_name(name: str) -> bool:
    """Whether it is a full name that begins with a first name, and so a person's wherever it stands.

    >>> is_known_name("Dr. Emily van der Lee"), is_known_name("Emily"), is_known_name("Slow Bread")
    (True, False, False)
    """
    return is_full_name(name) and is_given_name(_HONORIFIC.sub("", name).split()[0])


def is_group(name: str) -> bool:
    """Whether it names several people together, as "The Loaf Team" does."""
    return _GROUP.fullmatch(name) is not None


def is_pen_name(name: str) -> bool:
    """Whether it may be a name that some took, as "Ask the Doctors": few words, and none of a button's."""
    words = name.split()
    are_capitals = words[0][0].isupper() and words[-1][0].isupper()
    return are_capitals and len(words) <= _MAX_PEN_NAME_WORDS and not _BUTTON.search(name)


def is_nobody(name: str) -> bool:
    """Whether it is an organisation by its form, or what fills a field and names none."""
    if is_group(name):
        return False
    return _MACHINES.fullmatch(name) is not None or ":" in name or _FIRM.search(name) is not None


def are_full(names: Sequence[str]) -> bool:
    """Whether people are named in full; "and the Loaf Team" may stand beside them."""
    return any(map(is_full_name, names)) and all(is_full_name(name) or is_group(name) for name in names)


def are_first_names(names: Sequence[str]) -> bool:
    """Whether all are first names, as of authors who give no more than that."""
    return bool(names) and all(map(is_given_name, names))


def plain_name(name: str) -> str:
    """A name without what people put before and behind it."""
    return re.sub(r"^(?:dr|prof)\b\.?\s*|,.*", "", name.casefold())


def _is_person(name: str) -> bool:
    words = [word.lstrip("(\"“") for word in name.replace(",", " ").split()]
    return _PERSON.fullmatch(name) is not None and all(
        not word[0].islower() for word in words if word not in _LOWER_CASE_PARTS
    )


def _could_be_a_name(name: str) -> bool:
    return (
        1 < len(name) <= _MAX_NAME_CHARS
        and not is_called_nobody(name)
        and not re.search(r"https?:|www\.|[@/<>{}]|\d{3}", name)
    )
