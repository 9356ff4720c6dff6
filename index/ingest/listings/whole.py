"""Whether a feed holds the whole text of its posts or only their beginnings: told by evidence. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from index.ingest.listings.plain import visible_text

# Summaries are made of a paragraph or of 55 to 70 words (WordPress, Hugo), up to about 450 characters.
_FULL_CHARS = 600
# A description is an excerpt by its meaning, so it must be far longer to be taken for the post.
_FULL_DESCRIPTION_CHARS = 1_500
_MAX_TEASER_SHARE = 0.1
_MIN_SPREAD = 0.3  # texts that are all but equally long were cut to a length
_FEW = 4  # of so few texts, equal lengths say nothing
_END_CHARS = 120
_DOTS = re.compile(r"(?:…|\.\.\.)\W{0,3}$")
_CUT = re.compile(
    r"(?:[\[(]\s*(?:…|\.\.\.|&hellip;)\s*[\])]|\(more…?\)"
    r"|\b(?:(?:read|see|view|show|learn)\s+(?:more|on|the\s+rest|full|the\s+full|the\s+whole|whole)\b"
    r"|(?:continue|keep)\s+reading\b|click\s+here\s+to\s+(?:read|continue)\b|weiterlesen\b|mehr\s+lesen\b"
    r"|lire\s+(?:la\s+suite|plus)\b|le[ea]r?\s+(?:m[áa]s|mais)\b|seguir\s+leyendo\b|continu[ae]r?\s+\w+ndo\b"
    r"|leggi\s+tutto\b|continua\s+a\s+leggere\b|lees\s+(?:verder|meer)\b|läs\s+mer\b|les\s+mer\b"
    r"|czytaj\s+(?:dalej|więcej)\b|читать\s+(?:далее|дальше|полностью)\b)|続きを読む|阅读全文|阅读更多|繼續閱讀)"
    r".{0,80}$",
    re.I | re.S,
)
# What page builders leave in WordPress's answers when nobody has run them: not a text to read.
_UNRUN = re.compile(r"\[/?(?:vc_|et_pb_|fusion_|av_|mkdf_|tatsu_)[a-z_]+")


@dataclass(frozen=True, slots=True)
class Body:
    """The HTML that a feed has of a post. `is_content`: in the place for the text, not for a summary."""

    markup: str
    is_content: bool


def which_are_whole(bodies: Sequence[Body]) -> list[bool]:
    """For each body of one feed, whether it is the post's full text.

    A feed gives all its posts in one manner: so a short one is whole in a feed of long ones, and a
    feed of beginnings is known by their common shape.
    """
    texts = [visible_text(body.markup) for body in bodies]
    whole = [False] * len(bodies)
    for is_content in (True, False):
        places = [n for n, body in enumerate(bodies) if body.is_content is is_content and texts[n]]
        cut = [ends_as_beginning(texts[n]) for n in places]
        is_habit = sum(cut) > _MAX_TEASER_SHARE * len(cut)
        if not _is_full([len(texts[n]) for n in places], is_content) or (is_habit and not is_content):
            continue
        for n, seems_cut in zip(places, cut, strict=True):
            # One that ends in dots among many that do not was written so.
            is_cut = seems_cut if is_habit else _CUT.search(_end(texts[n])) is not None
            whole[n] = not is_cut and not is_unrun(bodies[n].markup)
    return whole


def ends_as_beginning(text: str) -> bool:
    """Whether a text (without tags) ends as what is cut off does: "[…]", "Read more", dots after little."""
    end = _end(text)
    return bool(_CUT.search(end) or (_DOTS.search(end) and len(text) < 2 * _FULL_CHARS))


def is_unrun(markup: str) -> bool:
    """Whether the shortcodes of a page builder stand in `markup` as they are."""
    return _UNRUN.search(markup) is not None


def _end(text: str) -> str:
    return text[-_END_CHARS:]


def _is_full(lengths: list[int], is_content: bool) -> bool:
    """Whether texts of these lengths (of visible characters) are those of whole posts."""
    if not lengths:
        return False
    middle = median(lengths)
    is_cut_to_length = len(lengths) >= _FEW and max(lengths) - min(lengths) < _MIN_SPREAD * middle
    return middle >= (_FULL_CHARS if is_content else _FULL_DESCRIPTION_CHARS) and not is_cut_to_length
