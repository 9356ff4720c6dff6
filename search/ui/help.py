"""How to ask more exactly, shown by example. Pure."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from index.store.topics import Topic
from index.store.words import exact_words
from search.overview import Overview
from search.ui.address import Address

_MOST_CHARS = 60  # of an example; some names are hostile
_MOST_IDEA_WORDS = 5
_SOME_YEAR = 2024
_SOME_TITLE = "A rye flour starter"


def help_html(overview: Overview, topics: Sequence[Topic]) -> str:
    """The language of questions, folded away; each example asks for what there is in the index."""
    rows = "".join(
        f'<tr><td><a href="{escape(Address(example).href())}" dir="auto">{escape(example)}</a></td>'
        f"<td>{meaning}</td></tr>"
        for example, meaning in examples(overview, topics)
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


def examples(overview: Overview, topics: Sequence[Topic]) -> list[tuple[str, str]]:
    """(what is typed, what is found then). All ask for what there is in the index, as far as it is known."""
    blog, author, tag = (
        next((group.question for group in groups if len(group.question) <= _MOST_CHARS), instead)
        for groups, instead in (
            (overview.blogs, "site:blog.example"),
            (overview.authors, 'author:"Jane Doe"'),
            (overview.tags, "tag:bread"),
        )
    )
    subject, other = _subjects(topics)
    title = _words_of_a_title(overview)
    year = overview.days[1].year if overview.days else _SOME_YEAR
    return [
        (f"what is there about {subject}?", "what answers, in whatever words"),
        (f'"{" ".join(_longest_pair(title))}"', "these words, one after the other"),
        (f"{subject} -{other}", "posts without that word"),
        (f"title:{max(title, key=len)}", "the word in the title"),
        (blog, "one blog"),
        (author, "one author"),
        (tag, "one tag"),
        ("lang:en", "one language"),
        (f"topic:{subject}", "one of the topics that the page shows"),
        (f"after:{year - 1} before:{year}-06", "a stretch of time"),
        (f"{subject} OR title:{max(title, key=len)}", "either"),
        (f'{subject} +"{" ".join(title[:_MOST_IDEA_WORDS])}"', "more like this idea"),
        (f'{subject} ~-"{other}"', "less like it"),
    ]


def _subjects(topics: Sequence[Topic]) -> tuple[str, str]:
    """A word of the largest topic, and one of another."""
    first = [topic.words[0] for topic in topics]
    others = [word for word in first if word != first[0]]
    return (first[0], others[0]) if others else ("bread", "yeast")


def _words_of_a_title(overview: Overview) -> list[str]:
    """Those of the newest post that has two at least, none of them longer than any word is."""
    titles = [exact_words(stored.post.title) for stored in overview.newest]
    fit = (words for words in titles if len(words) > 1 and max(map(len, words)) <= _MOST_CHARS // 2)
    return next(fit, exact_words(_SOME_TITLE))


def _longest_pair(words: Sequence[str]) -> tuple[str, str]:
    """Of the neighbours among `words`, the two that say most."""
    return max(pairwise(words), key=lambda pair: len(pair[0]) + len(pair[1]))
