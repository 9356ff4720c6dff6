"""A fact together with who tells it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

GUESSED = "guessed"  # nobody states it
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Told(Generic[T_co]):
    """`value`, and where it was found: "JSON-LD", "meta", "byline", "feed" … or GUESSED."""

    value: T_co
    source: str


def first_told(candidates: Iterable[Told[T_co] | None]) -> Told[T_co] | None:
    """The first that says something."""
    return next((told for told in candidates if told is not None and told.value), None)
