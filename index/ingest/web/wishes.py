"""What owners say to robots, and what of it means that they do not want to be found here. Pure."""

from collections.abc import Set as AbstractSet

_LEAVE_OUT = frozenset({"noindex", "none", "nosnippet", "noai"})


def owners_wish(directives: AbstractSet[str]) -> str | None:
    """Why a page with these robots directives is left out; None where it need not be.

    >>> owners_wish({"noindex", "noarchive"})
    'its owner says noindex'
    """
    wishes = directives & _LEAVE_OUT
    return f"its owner says {', '.join(sorted(wishes))}" if wishes else None
