"""Questions with their answers, as posts end with them: told by their form, whatever they stand in. Pure.

Finders of text lose them: the questions are short, and the answers are folded up, in boxes of their own.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from index.ingest.extract.lines import Line
from index.ingest.extract.page_tree import Element
from index.records import BlockKind

_FEWEST = 2  # one may be the site's: "Was this helpful?"
_MAX_QUESTION_CHARS = 200
_FEWEST_ANSWER_CHARS = 30  # of letters and digits
_A_NUMBER_CHARS = 2  # drawn beside a question
_RUNNING = 0.3
_MARKS = ("?", "？", "؟")
# Elements around the post that hold more than it, before one holds the questions, too: that of the title.
# On the tune half of WCXB: of seven such parts below a post, labels have the three that are no further off.
_BETWEEN = 1


def questions_of(lines: Sequence[Line], post: range, body: Element) -> set[int]:
    """The places of those lines that ask and answer within a post, or just below it.

    The post is at the places `post` and in the element `body`.
    """
    runs = [run for run in answered_questions(lines) if run[0] >= post.start]
    around = _around(body, lines) if runs and runs[-1][0] >= post.stop else set()
    places: set[int] = set()
    for run in runs:
        if run[0] in post or not around.isdisjoint(lines[run[-1]].element.iterancestors()):
            places.update(n for n in run if lines[n].key)
    return places


def answered_questions(lines: Sequence[Line]) -> list[list[int]]:
    """The places of the lines of two questions or more, with their answers and the heading above them."""
    runs: list[list[int]] = []
    run: list[int] = []
    questions = 0
    for n in range(len(lines) + 1):
        if run and n <= run[-1]:
            continue
        answer = _answer(lines, n) if n < len(lines) and _asks(lines[n]) else ()
        if answer:
            run += [n, *answer]
            questions += 1
        elif n == len(lines) or len(lines[n].key) > _A_NUMBER_CHARS:
            if questions >= _FEWEST:
                runs.append([*_heading_above(lines, run[0]), *run])
            run, questions = [], 0
    return runs


def _heading_above(lines: Sequence[Line], question: int) -> Sequence[int]:
    above = question - 1
    while above > 0 and len(lines[above].key) <= _A_NUMBER_CHARS:
        above -= 1
    return [above] if above >= 0 and lines[above].level else []


def _asks(line: Line) -> bool:
    """Whether a line asks, or opens what is folded up below it."""
    if line.kind is BlockKind.CODE or len(line.text) > _MAX_QUESTION_CHARS:
        return False
    if line.text.rstrip().endswith(_MARKS):
        return True
    return line.element.tag == "summary" or next(line.element.iterancestors("summary"), None) is not None


def _answer(lines: Sequence[Line], question: int) -> Sequence[int]:
    """The places of the running text below a question, as far as it stands in the same element."""
    first, below = question + 1, range(question + 1, len(lines))
    if not below or not _tells(lines[first]) or len(lines[first].key) < _FEWEST_ANSWER_CHARS:
        return ()
    around: Element = lines[first].element.getparent()
    return list(
        takewhile(
            lambda n: n == first or (_tells(lines[n]) and around in lines[n].element.iterancestors()), below
        )
    )


def _tells(line: Line) -> bool:
    return not line.level and line.links < _RUNNING and not _asks(line)


def _around(body: Element, lines: Sequence[Line]) -> set[Element]:
    """The body and the elements around it, as long as hardly any holds more than the one before."""
    held = Counter(one for line in lines for one in (line.element, *line.element.iterancestors()))
    around: set[Element] = set()
    sizes: set[int] = set()
    for element in (body, *body.iterancestors()):
        around.add(element)
        sizes.add(held[element])
        if len(sizes) > 1 + _BETWEEN:
            break
    return around
