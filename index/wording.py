"""Numbers as people write them. Pure."""


def counted(number: int, noun: str) -> str:
    """A number and its noun.

    >>> counted(1, "post"), counted(2300, "post")
    ('1 post', '2,300 posts')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
