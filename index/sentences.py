"""Text -> the places of its sentences. Pure; rules by script, not by language.

Marks such as . ! ? ؟ end a sentence before white space; marks that mean nothing else (those of Chinese and
Japanese, the danda of Indian scripts, the full stops of Urdu, Burmese, Khmer and Ethiopic) end it anywhere. A
script without marks, as Thai, has sentences as long as its lines; passages halve them at a space.
"""

import re

# Every pattern reads on from where it stands and never goes back: a line may be a megabyte of dots.
# A run of closing marks, with the quotes and brackets that belong to it.
_SENTENCE_END = re.compile(
    r"(?<![.!?…؟։])[.!?…؟։]++[\"'”’»)\]]*+(?=\s)|[。！？｡।॥۔။។៕።፧፨]++[」』”’）\"'»)]*+"
)
_LINE = re.compile(r"[^\n]+")
_OPENING_MARKS = "\"'“‘«(["
_OPENING = re.compile(r"[ \t\u00a0\"'“‘«(\[]*+")
_GOES_ON = ",)]}"  # no sentence begins with these: `fn f() { ... }, which`
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")  # J. or U.S. or p.m.
_LIST_NUMBER = re.compile(r"[\s\"'“‘«(\[]*+\d{1,3}\.")
_ALWAYS_ENDS = "。！？｡।॥۔။។៕።፧፨"
_MAX_WORD_CHARS = 40  # longer than any abbreviation
# Words whose full stop does not end a sentence even before a capital letter.
_ABBREVIATIONS = frozenset(
    "mr mrs ms mx dr prof rev hon st sgt capt col gen lt gov sen rep pres vs cf e.g i.e viz al fig "
    "figs eq ref vol pp ed eds jan feb mar apr jun jul aug sept sep oct nov dec approx dept univ "
    "assn bros inc ltd corp mt ft nr bzw z.b d.h u.a ca sr sra dra núm pág mme mlle".split()
)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each sentence, in order, without surrounding white space.

    A line break always ends a sentence: blocks keep theirs only where they mean something.

    >>> [text[a:b] for text in ["Ask Dr. Jo. She knows!"] for a, b in split_sentences(text)]
    ['Ask Dr. Jo.', 'She knows!']
    """
    places: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for mark in _SENTENCE_END.finditer(text, line.start(), line.end()):
            if _ends_sentence(text, start, mark, line.end()):
                places.append((start, mark.end()))
                start = mark.end()
        places.append((start, line.end()))
    return [place for place in (_trim(text, *place) for place in places) if place[0] < place[1]]


def _ends_sentence(text: str, start: int, mark: re.Match[str], line_end: int) -> bool:
    if mark.group()[0] in _ALWAYS_ENDS:
        return True
    follows = _first_letter(text, mark.end(), line_end)
    if follows.islower() or (follows and follows in _GOES_ON):
        return False
    return mark.group() != "." or not _stop_belongs_to_word(text, start, mark.end(), follows)


def _stop_belongs_to_word(text: str, start: int, end: int, follows: str) -> bool:
    """Whether the full stop before `end` is part of an abbreviation, an initial or a number."""
    word = _last_word(text, start, end)
    if word == "I.":  # an initial after a name, the pronoun after a small word ("so do I.")
        return not _last_word(text, start, end - len(word)).islower()
    if word.casefold() == "no.":  # "No. 5", but "They said no."
        return follows.isdigit()
    return (
        word[:-1].casefold() in _ABBREVIATIONS
        or _INITIALS.fullmatch(word) is not None
        or _LIST_NUMBER.fullmatch(text, start, end) is not None
    )


def _first_letter(text: str, start: int, end: int) -> str:
    """What comes after spaces and opening marks: one character, or none at the end."""
    opening = _OPENING.match(text, start, end)
    begins = opening.end() if opening else start
    return text[begins : min(begins + 1, end)]


def _last_word(text: str, start: int, end: int) -> str:
    """The word that ends at `end`, without its opening marks; of a very long one, its last part."""
    words = text[max(start, end - _MAX_WORD_CHARS) : end].split()
    return words[-1].lstrip(_OPENING_MARKS) if words else ""


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))
