"""Short ways to make what a card is drawn from."""

from typing import Any

from index.store.catalog import StoredPost
from search.results import Result, Snippet
from tests.fakes import make_post

KEY = "0123456789ab"

# Each would be an element, an attribute or a reference of its own if it were not escaped.
HOSTILE = (
    "<script>window.pwned=1</script>",
    '"><img src=x onerror=window.pwned=1>',
    "'><svg onload=window.pwned=1>",
    "</a></h2></article><iframe src=javascript:alert(1)>",
    "Salt & time &lt;b&gt; &amp;amp; &#60;i&#62;",
    "<!-- never closed",
    "\u202eevil\u2066 [mark]",
)


def make_snippet(text: str, answer: str = "", start_char: int = 0, **facts: Any) -> Snippet:
    """A passage of `text`, in which `answer` answers."""
    start = text.index(answer) if answer else 0
    places = {"answers": ((start, start + len(answer)),), "heading_path": (), "words": ()}
    return Snippet(text=text, start_char=start_char, **{**places, **facts})


def make_result(*snippets: Snippet, link: str = "https://blog.test-site.org/post", **facts: Any) -> Result:
    """A post at `link` that answers with `snippets`."""
    shown = snippets or (make_snippet("Bread needs time and heat.", "Bread needs time"),)
    texts = [" " * snippet.start_char + snippet.text for snippet in shown[:1]]  # where its passage is
    return Result(StoredPost(0, KEY, make_post(*texts, link=link, **facts)), 1.0, shown)
