"""A passage on a card, with its heading path above it. Pure."""

from html import escape

from index.records import Block, BlockKind
from search.results import Snippet
from search.ui.blocks import Marks, blocks_html
from search.ui.markup import Places, isolated

# Opens the passage above it, by the style sheet: there is nothing inside.
WHOLE_HTML = (
    '<details class="bs-whole"><summary><span class="bs-if-closed">Whole passage</span>'
    '<span class="bs-if-open">Shorter</span></summary></details>'
)


def snippet_html(
    snippet: Snippet, language: str | None, seen: Places | None = None, link: str | None = None
) -> str:
    """All of it; of one that is cut, what is not `seen` at first is there for the style sheet to show.

    Above it its heading path, which is the `link` where there is one.
    """
    path = " › ".join(isolated(heading) for heading in snippet.heading_path)
    if link:
        path = f'<a href="{escape(link)}">{path or "In the post"}</a>'
    above = f'<p class="bs-path">{path}</p>' if path else ""
    lang = f' lang="{escape(language)}"' if language else ""
    inside = blocks_html(snippet.text, _blocks(snippet), Marks(snippet.answers, snippet.words, seen))
    return f'{above}<div class="bs-passage" dir="auto"{lang}>{inside}</div>'


def _blocks(snippet: Snippet) -> tuple[Block, ...]:
    return snippet.blocks or (Block(BlockKind.PARAGRAPH, 0, len(snippet.text)),)
