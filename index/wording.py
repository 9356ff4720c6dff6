"""Numbers and lines of text as people write them. Pure."""


def counted(number: int, noun: str) -> str:
    """A number and its noun.

    >>> counted(1, "post"), counted(2300, "post")
    ('1 post', '2,300 posts')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def shortened(text: str, most_chars: int) -> str:
    """`text` in one line, cut off between words where it is longer; its dots stand on no line of their own.

    >>> shortened("Salt\\nhelps.", 20), shortened("Salt and time help.", 10), shortened("酵母とパンの話", 4)
    ('Salt helps.', 'Salt and\\xa0…', '酵母とパ\\xa0…')
    """
    tidy = " ".join(text[: 4 * most_chars].split())
    if len(tidy) <= most_chars:
        return tidy
    cut = tidy[:most_chars]
    last_blank = cut.rfind(" ")
    return (cut[:last_blank] if last_blank > most_chars // 2 else cut) + "\u00a0…"
