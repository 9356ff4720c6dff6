"""A tiny folder of labelled pages, written by the tests that need one."""

import gzip
import json
from pathlib import Path
from typing import Any

from index.measures.labels import Label
from tests.fakes import html_post, write_blog

BREAD = "The loaf was flat, since the dough had not rested long enough in the cold cellar over night."
RAIN = "It rained for nine days in June, and on the tenth the whole village went out to look at the sky."


def label(page_id: str = "0001", **known: Any) -> Label:
    """A label of a page that nobody looks at."""
    return Label(id=page_id, path=Path(f"{page_id}.html"), url=f"https://example.org/{page_id}", **known)


def labelled_folder(folder: Path) -> Path:
    """Two pages with labels, one of them packed: 0001 is in the tuned half, 0002 in the reported."""
    write_blog(folder / "html", {"0001.html": html_post("Flat bread", BREAD, BREAD + " Twice.")})
    with gzip.open(folder / "html/0002.html.gz", "wb") as file:
        file.write(html_post("Nine days of rain", RAIN, RAIN + " Again.").encode())
    rows = [
        {"id": "0001", "file": "html/0001.html", "url": "https://example.org/bread", "title": "Flat bread",
         "text": f"{BREAD}\n\n{BREAD} Twice.", "with": ["had not rested"], "without": ["Subscribe"]},
        {"id": "0002", "file": "html/0002.html.gz", "url": "https://example.org/rain", "title": "Rain",
         "text": f"{RAIN}\n\n{RAIN} Again.", "author": "Ann Lee", "date": "2021-06-10"},
    ]  # fmt: skip
    (folder / "labels.json").write_text(json.dumps(rows), encoding="utf-8")
    return folder
