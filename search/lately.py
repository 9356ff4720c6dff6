"""What was found lately, kept for whoever asks the same again."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Found = TypeVar("Found")


class Lately(Generic[Found]):
    """Finds what is asked, and keeps the last `count` that were asked for. Safe to share between threads.

    One at a time is looked for; whoever asks what is being looked for is given that.
    """

    def __init__(self, find: Callable[[str], Found], count: int) -> None:
        """Nothing is asked yet."""
        self._find = find
        self._count = count
        self._one_at_a_time = threading.Lock()
        self._kept_lock = threading.Lock()
        self._kept: dict[str, Found] = {}  # asked for last comes last

    def of(self, asked: str) -> Found:
        """What is found for `asked`. Raises what finding it raises, and then tries again next time."""
        kept = self._asked_again(asked)
        if kept is not None:
            return kept
        with self._one_at_a_time:
            kept = self._asked_again(asked)  # another may have asked it meanwhile
            return self._find_and_keep(asked) if kept is None else kept

    def _asked_again(self, asked: str) -> Found | None:
        with self._kept_lock:
            found = self._kept.pop(asked, None)
            if found is not None:
                self._kept[asked] = found
            return found

    def _find_and_keep(self, asked: str) -> Found:
        found = self._find(asked)
        with self._kept_lock:
            self._kept[asked] = found
            if len(self._kept) > self._count:
                del self._kept[next(iter(self._kept))]
        return found
