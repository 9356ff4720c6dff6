"""Results as files for other programs: JSON, and CSV that no spreadsheet takes for a formula. Pure.

>>> print(_cell("=HYPERLINK(A1)"), _cell(" +1"), _cell("rye & salt"))
'=HYPERLINK(A1) ' +1 rye & salt
"""

import csv
import io
import json
from collections.abc import Sequence

from search.results import Result

_FORMULA_SIGNS = "=+-@\t\r＝＋－＠"  # OWASP, CSV injection; some programs skip blanks before them
_COLUMNS = ("rank", "title", "link", "site", "authors", "published", "tags", "language", "answer", "headings")


def result_fields(rank: int, result: Result) -> dict[str, object]:
    """All that is known of a result, for JSON. `rank` is from 1."""
    post = result.stored.post
    return {
        "rank": rank,
        "score": round(result.score, 6),
        "is_close": result.is_close,
        "title": post.title,
        "link": post.link,
        "place": post.place,
        "site": post.site,
        "authors": post.authors,
        "published": post.published,
        "updated": post.updated,
        "tags": post.tags,
        "language": post.language,
        "description": post.description,
        "image": post.image,
        "also": [other.post.link for other in result.also],
        "passages": [
            {
                "text": snippet.text,
                "headings": snippet.heading_path,
                "answer": snippet.excerpt,
                "answer_places": sorted(snippet.answers),
                "word_places": snippet.words,
            }
            for snippet in result.snippets
        ],
    }


def as_json(question: str, results: Sequence[Result]) -> str:
    """The question and its results, best first, as one JSON object."""
    found = [result_fields(rank, result) for rank, result in enumerate(results, 1)]
    return json.dumps({"question": question, "results": found}, ensure_ascii=False, indent=1)


def as_csv(results: Sequence[Result]) -> str:
    """A line for each result, below the names of the columns; lists are joined by semicolons.

    A byte order mark tells spreadsheets that it is UTF-8. What they would take for a formula begins with an
    apostrophe.
    """
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(_COLUMNS)
    for rank, result in enumerate(results, 1):
        writer.writerow([_cell(value) for value in _row(rank, result)])
    return "\ufeff" + lines.getvalue()


def _row(rank: int, result: Result) -> list[str]:
    post, best = result.stored.post, result.snippets[0]
    facts = [str(rank), post.title, post.link, post.site or "", "; ".join(post.authors), post.published or ""]
    return [*facts, "; ".join(post.tags), post.language or "", best.excerpt, " › ".join(best.heading_path)]


def _cell(value: str) -> str:
    plain = value.replace("\x00", "")
    is_formula = plain.lstrip(" \n\v\f\u00a0\ufeff")[:1] in tuple(_FORMULA_SIGNS)
    return f"'{plain}" if plain and is_formula else plain
