"""Where, at the end of a scrape, the post is over and its author is introduced. Pure."""

import re
from collections.abc import Sequence

from index.ingest.extract.people import byline_names

_LAST_LINES = 8
_MAX_NAME_WORDS = 5
_MAX_LINE_WORDS = 8
_LINES_ABOVE = 4
_PROSE_CHARS = 120
_MAX_PROSE_LINES = 2  # in which an author is introduced; where there are more, they are about something else
_INTRODUCES = re.compile(
    r"(?:is|was|has|leads|works|writes|wrote|holds|loves|covers|runs|heads|joined|specializes|brings|serves"
    r"|lives)\b"
)
_ROLE = re.compile(r"(?:author|written|reviewed|edited|posted) by\b.{0,60}|(?:the )?author", re.IGNORECASE)


def author_box(lines: Sequence[str], authors: Sequence[str]) -> int:
    """The position at which the author is introduced: after that nothing is the post's; else the end."""
    for position in range(max(1, len(lines) - _LAST_LINES), len(lines)):
        name = _introduced(lines[position])
        if not name or sum(len(line) >= _PROSE_CHARS for line in lines[position:]) > _MAX_PROSE_LINES:
            continue
        above = range(max(1, position - _LINES_ABOVE), position)
        named = [i for i in above if _names(lines[i], name)]
        if named or any(author.startswith(name) for author in authors):
            start = named[0] if named else position
            while start > 1 and _ROLE.fullmatch(lines[start - 1]):
                start -= 1
            return start
    return len(lines)


def _introduced(line: str) -> str:
    """The name with which a line such as "Ann Lee is a baker and …" begins; empty where there is none."""
    words = line.split()
    for count in range(1, min(_MAX_NAME_WORDS, len(words) - 1)):
        if not words[count - 1][:1].isupper():
            return ""
        if _INTRODUCES.match(words[count]):
            return " ".join(words[:count])
    return ""


def _names(line: str, name: str) -> bool:
    """Whether a line is a person's name, perhaps with what they do, and that person is called `name`."""
    words = line.split()
    if name.split(maxsplit=1)[0] != words[0] or not 1 < len(words) <= _MAX_LINE_WORDS:
        return False
    return any(byline_names("By " + " ".join(words[:count])) for count in (2, 3))
