"""Text -> the places of its sentences. Pure; rules for scripts that use . ! ? and for CJK."""

import re

# A run of closing marks, with the quotes and brackets that belong to it.
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？｡]+[」』”’）]*")
_LINE = re.compile(r"[^\n]+")
_LAST_WORD = re.compile(r"\S+$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")  # J. or U.S. or p.m.
_LIST_NUMBER = re.compile(r"\d{1,3}\.")
_FULL_STOP_CJK = "。！？｡"
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
    if mark.group()[0] in _FULL_STOP_CJK:
        return True
    follows = text[mark.end() : line_end].lstrip(" \t\u00a0\"'“‘«([")
    if follows[:1].islower():
        return False
    last_word = _LAST_WORD.search(text, start, mark.end())
    if mark.group() != "." or last_word is None:
        return True
    word = last_word.group().lstrip("\"'“‘«([")
    if word[:-1].casefold() in _ABBREVIATIONS or _INITIALS.fullmatch(word):
        return False
    if word.casefold() == "no.":  # "No. 5", but "They said no."
        return not follows[:1].isdigit()
    return not (_LIST_NUMBER.fullmatch(word) and not text[start : last_word.start()].strip())


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))
