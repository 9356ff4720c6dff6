"""How to ask more exactly, shown by example. Pure."""

from html import escape

from search.overview import Overview
from search.ui.address import Address

_MOST_CHARS = 60  # of an example; some names are hostile
_SOME_YEAR = 2024


def help_html(overview: Overview) -> str:
    """The language of questions, folded away; each example asks for what there is in the index."""
    rows = "".join(
        f'<tr><td><a href="{escape(Address(example).href())}" dir="auto">{escape(example)}</a></td>'
        f"<td>{meaning}</td></tr>"
        for example, meaning in examples(overview)
    )
    return (
        '<details class="bs-help"><summary>How to ask more exactly</summary>'
        '<table><thead><tr><th scope="col">You type</th><th scope="col">You find</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
        "<p>All of it can be put together. The key <kbd>/</kbd> leads back to the box, and while you type, "
        "the arrow keys choose among suggestions.</p>"
        "<p>Questions that found something are kept in this browser, and nowhere else, to be suggested "
        "again. "
        '<button type="button" class="bs-forget">Forget them</button></p></details>'
    )


def examples(overview: Overview) -> list[tuple[str, str]]:
    """(what is typed, what is found then)."""
    blog, author, tag = (
        next((group.question for group in groups if len(group.question) <= _MOST_CHARS), instead)
        for groups, instead in (
            (overview.blogs, "site:blog.example"),
            (overview.authors, 'author:"Jane Doe"'),
            (overview.tags, "tag:bread"),
        )
    )
    year = overview.days[1].year if overview.days else _SOME_YEAR
    return [
        ("why is my bread dense?", "what answers, in whatever words"),
        ('"rye flour"', "these words, one after the other"),
        ("bread -yeast", "posts without that word"),
        ("title:bread", "the word in the title"),
        (blog, "one blog"),
        (author, "one author"),
        (tag, "one tag"),
        ("lang:en", "one language"),
        ("topic:bread", "one of the topics that the page shows"),
        (f"after:{year - 1} before:{year}-06", "a stretch of time"),
        ("bread OR title:rye", "either"),
        ('bread +"a long cold rise"', "more like this idea"),
        ('bread ~-"baking soda"', "less like it"),
    ]
