"""The answers that a choice leaves, and how many each further choice would. Pure.

What a count says is what choosing it shows: the answers that all other choices leave and that have the value.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from search.choice import UNKNOWN, Choice, Dimension, values_of
from search.survey import Found


@dataclass(frozen=True, slots=True)
class Count:
    """How many answers choosing `value` shows. `label` is how posts write it, empty for what is unknown."""

    value: str
    label: str
    count: int
    is_chosen: bool


def narrowed(answers: Sequence[Found], choice: Choice) -> list[Found]:
    """The answers that are as was chosen, in their order."""
    return [found for found in answers if choice.admits(found.facts)]


def counts(answers: Sequence[Found], choice: Choice, dimension: Dimension) -> list[Count]:
    """Each value that the answers have, the most frequent first; years in their order, those without last."""
    kept = choice if dimension is Dimension.TAG else choice.without(dimension)
    numbers: Counter[str] = Counter()
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for found in narrowed(answers, kept):
        for value, label in values_of(dimension, found.facts):
            numbers[value] += 1
            spellings[value][label] += 1
    found_counts = [
        Count(value, spellings[value].most_common(1)[0][0], number, choice.has(dimension, value))
        for value, number in numbers.items()
    ]
    if dimension is Dimension.YEAR:
        return sorted(found_counts, key=lambda count: (count.value == UNKNOWN, count.value))
    return sorted(found_counts, key=lambda count: (-count.count, count.value == UNKNOWN, count.value))
