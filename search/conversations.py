"""Posts that write down who said what, turn by turn, as those of panels and podcasts do. Pure."""

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.store.analysis import stems

# A line that begins with who speaks: `Jane Doe: …`, `[00:12:31] JANE: …`, `- Jane (12:31): …`.
_TURN = re.compile(
    r"^[^\w\n]{0,5}(?:\d[\d:.]{0,12}[^\w\n]{1,5})?"
    r"([^\W\d_][^:\n]{0,39}?)(?:[ \t]{0,3}[(\[][\d:.]{1,12}[)\]])?: ",
    re.MULTILINE,
)
_LEAST_TURNS = 20
_LEAST_SHARE_OF_LINES = 0.5
# Of a conversation of three and more nobody can tell who speaks next. Where a post repeats the names of
# fields, or questions and answers follow each other, one can; it then is as other posts are. Of 197 meetings
# (QMSum) the most monotonous has 0.82, half have 0.48 at most.
_MOST_FORESEEN = 0.85
_LEAST_OF_NAME = 0.5  # "the professor" is Professor B


@dataclass(frozen=True, slots=True)
class Conversation:
    """Whose turn it is from where on: n `speakers`, and the places in the text where their turns begin and,
    last, where the text ends (n + 1,)."""

    speakers: tuple[str, ...]
    bounds: NDArray[np.int64]


def read_conversation(text: str) -> Conversation | None:
    """The turns of `text`; None where it is no conversation of three or more."""
    lines = 1 + text.count("\n") - text.count("\n\n")  # those that are not empty
    least = max(_LEAST_TURNS, _LEAST_SHARE_OF_LINES * lines)
    if text.count(": ") < least:  # as in most posts, and counted in no time
        return None
    turns = list(_TURN.finditer(text))
    if len(turns) < least:
        return None
    speakers = tuple(turn[1] for turn in turns)
    if _foreseen(speakers) > _MOST_FORESEEN:
        return None
    return Conversation(speakers, np.array([*(turn.start() for turn in turns), len(text)]))


def _foreseen(speakers: Sequence[str]) -> float:
    """The share of turns that are the same speaker's as the one before, or whose mostly follows that."""
    pairs = Counter(pairwise(speakers))
    going_on = sum(count for (speaker, following), count in pairs.items() if speaker == following)
    usual: Counter[str] = Counter()
    for (speaker, following), count in pairs.items():
        if speaker != following:
            usual[speaker] = max(usual[speaker], count)
    return (going_on + usual.total()) / max(1, len(speakers) - 1)


def named_speakers(conversation: Conversation, asked: Set[str], language: str | None) -> Set[str]:
    """Those of whose names most is in a question of the stems `asked`, and half at least."""
    shares = {speaker: _share(stems(speaker, language), asked) for speaker in set(conversation.speakers)}
    most = max(shares.values())
    return {speaker for speaker, share in shares.items() if share == most >= _LEAST_OF_NAME}


def _share(name: Sequence[str], asked: Set[str]) -> float:
    return sum(part in asked for part in name) / max(1, len(name))


def share_said_by(
    speakers: Set[str], conversation: Conversation, places: NDArray[np.int64]
) -> NDArray[np.float32]:
    """(n,): how much of each of `places` (n, 2) in the text is said by `speakers`, 0 to 1."""
    is_theirs = [speaker in speakers for speaker in conversation.speakers]
    theirs = np.cumsum([0, *(np.diff(conversation.bounds) * is_theirs)])  # characters before each turn
    begun, done = np.interp(places, conversation.bounds, theirs).T
    share: NDArray[np.float32] = ((done - begun) / (places[:, 1] - places[:, 0])).astype(np.float32)
    return share
