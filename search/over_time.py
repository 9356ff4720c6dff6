"""An idea over time: which answer came first, and how many have come since. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.store.facets import day_number
from search.survey import Found


@dataclass(frozen=True, slots=True)
class Course:
    """The `first` of the answers that have a date, how many came `since`, and the year with most, if any has
    more than one."""

    first: Found
    since: int
    busiest_year: int | None


def course_of(answers: Sequence[Found]) -> Course | None:
    """The course of an idea; None where its answers are not of several years."""
    dated = [found for found in answers if day_number(found.facts.published)]
    years = Counter(found.facts.year for found in dated)
    if len(years) < 2:
        return None
    first = min(dated, key=lambda found: (day_number(found.facts.published), found.ranked.post_id))
    most = max(years, key=lambda year: (years[year], year))
    return Course(first, len(dated) - 1, most if years[most] > 1 else None)
