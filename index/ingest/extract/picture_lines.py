"""Which lines of a scrape describe a picture: its alternative text or its file's name, left behind. Pure."""

import re

_MAX_WORDS = 25
_MAX_SENTENCE_WORDS = 12
_SENTENCE_END = re.compile(r"[.!?:;,][\"'”’»)\]]*$")
_KINDS = r"(?:image|photo(?:graph)?|picture|screenshot|screen capture|illustration|infographic|diagram)"
_NAME = re.compile(
    rf"(?:an? )?(?:.{{1,40}} )?{_KINDS}s? (?:of|showing|displaying|depicting|from)\b.*"
    r"|(?:\S+ ){1,3}(?:logo|avatar|thumbnail|screenshot|infographic|placeholder|stock photo|icon"
    r"|headshot)(?: \d{1,2})?"
    r"|.*\.(?:jpe?g|png|webp|gif|svg|avif)|img[_-]?\d\w*|\w+(?:[-_]\w+){2,}",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    rf"(?:{_KINDS}|figure|fig\.|source|credits?)s?(?: (?:credits?|by|courtesy|source|via|\d+))?(?: of)?"
    r"\s?[:.©–-]\s?.+",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:an?|two|three|four|several|some|group of|close-?up|photo|image|picture|illustration|portrait"
    r"|man|woman|person|people|hands?|view)\b|\w+ \w{2,}ing\b",
    re.IGNORECASE,
)
_JOINING_WORD = re.compile(
    r"\b(?:\w{2,}ing|in|on|at|with|by|near|of|over|under|beside|behind|against|through|from|and)\b", re.I
)
_SAYING_WORD = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|can|could|will|would|may|might|must|should|do|does|did"
    r"|I|you|we|they|he|she|it|this|that|not|said|says|came|went|got|made|took|told|knew|found|gave|felt"
    r"|means?|helps?|works?|needs?|makes?|takes?|gets?|\w+n't|\w+n’t)\b"
)


def is_picture_name(line: str) -> bool:
    """Whether a line describes a picture, or is its file's name, by its words.

    >>> is_picture_name("infographic of the six tools"), is_picture_name("Six tools, compared")
    (True, False)
    """
    return (
        len(line.split()) <= _MAX_WORDS
        and _SENTENCE_END.search(line) is None
        and _NAME.fullmatch(line) is not None
        and _CREDIT.fullmatch(line) is None
    )


def is_caption(line: str) -> bool:
    """Whether a line says what a picture shows or whose it is, for readers.

    >>> is_caption("Photo: Ann Lee"), is_caption("Photos are fun")
    (True, False)
    """
    return len(line.split()) <= 2 * _MAX_WORDS and _CREDIT.fullmatch(line) is not None


def is_description(line: str) -> bool:
    """Whether a line that stands among paragraphs is a noun phrase, as said of a picture.

    >>> is_description("A cat on a wall."), is_description("A cat came in.")
    (True, False)
    """
    words = line.split()
    if _SENTENCE_END.search(line) is None:
        return 1 < len(words) <= _MAX_WORDS and line[:1].islower()
    return (
        line.endswith(".")
        and len(words) <= _MAX_SENTENCE_WORDS
        and _OPENING.match(line) is not None
        and _JOINING_WORD.search(line) is not None
        and _SAYING_WORD.search(line) is None
    )
