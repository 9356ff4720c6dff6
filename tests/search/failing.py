"""What fails once, and then does what it should."""

from collections.abc import Callable


def fails_first(then: str) -> Callable[[object], str]:
    """Asked whatever, it raises ValueError("not yet") the first time, and gives `then` the second."""
    results = iter([ValueError("not yet"), then])

    def find(_asked: object) -> str:
        result = next(results)
        if isinstance(result, Exception):
            raise result
        return result

    return find
