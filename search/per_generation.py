"""What is made of a whole generation when it is first wanted, and kept until there is a newer one."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from search.opened import OpenedGeneration

Made = TypeVar("Made")


class PerGeneration(Generic[Made]):
    """Makes it once, whoever asks; others wait meanwhile. Safe to share between threads."""

    def __init__(self, make: Callable[[OpenedGeneration], Made]) -> None:
        """Nothing is made yet."""
        self._make = make
        self._lock = threading.Lock()
        self._made: tuple[OpenedGeneration, Made] | None = None

    def of(self, generation: OpenedGeneration) -> Made:
        """What there is of `generation`. Raises what making it raises, and then tries again next time."""
        made = self._made
        if made is not None and made[0] is generation:
            return made[1]
        with self._lock:
            if self._made is None or self._made[0] is not generation:
                self._made = (generation, self._make(generation))
            return self._made[1]
