"""What generators put into Markdown beside Markdown, taken out before it is read. Pure."""

import re

from index.ingest.extract.code_places import Places, code_places, outside_code
from index.ingest.trees.jsx import without_jsx
from index.ingest.trees.tags import without_tags
from index.ingest.trees.verbatim import RAW_MARK, Masks, settle_verbatim

EVERY_SYNTAX = frozenset({"liquid", "hugo", "zola", "kramdown"})
MDX = frozenset({"mdx"})

_CUT = r"more|truncate|excerpt|end_?excerpt|read ?more|toc|tocstop"
_GONE = (
    # kramdown's place for a table of contents: a list of one entry, marked as such
    re.compile(
        r"^[ \t]{0,9}(?:[*-]|1\.)[ \t]{1,9}\S[^\n]{0,80}\n(?=[ \t]{0,9}\{:[^{}\n]{0,40}\btoc\b)", re.M | re.I
    ),
    re.compile(r"^[ \t]{0,9}(?:\[{1,2}_?toc_?\]{1,2}|@\[toc\][^\n]*)[ \t]*$", re.M | re.I),
    re.compile(rf"<!--+[ \t]{{0,9}}/?(?:{_CUT})\b[^<>\n]{{0,80}}-->", re.I),
)
_NOTED = re.compile(r"toc|<!--|:::|\[!|!!!|\?\?\?", re.I)
_DIRECTIVE = re.compile(
    r"^([ \t>]{0,20}):{3,9}(?:[ \t]*\{?[\w-]{1,40}\}?)?(?:\[([^\]\n]{0,200})\])?"
    r"(?:\{[^{}\n]{0,200}\})?([^\n]*)$",
    re.M,
)
_ALERT = re.compile(r"^([ \t]{0,9}>[ \t]{0,9})\[![\w-]{1,20}\][+-]?", re.M)
_ADMONITION = re.compile(r"(\s{0,20})(?:!!!|\?\?\?\+?)\s+[\w -]{1,60}(?:\"([^\"]{0,200})\")?\s*")


def without_templates(markdown: str, syntaxes: frozenset[str] = EVERY_SYNTAX) -> str:
    """`markdown` as a reader of the post would see it: no tags, shortcodes, components or attribute lists.

    Code comes out as it went in, byte for byte; `{% highlight %}` and its like become code blocks. Where
    Liquid is known to come before Markdown (`syntaxes` has it, and not "hugo"), `{% raw %}` goes there too.
    """
    if "mdx" in syntaxes:
        return _tidied(_flush_left(without_jsx(markdown, _code_of_mdx(markdown))))
    if "liquid" in syntaxes and "hugo" not in syntaxes:
        markdown = _unwrapped(markdown)
    masks = Masks(markdown)
    text = _tidied(settle_verbatim(markdown, masks))
    return masks.show(without_tags(text, syntaxes))


def _unwrapped(markdown: str) -> str:
    """`markdown` without the `{% raw %}` in its code, which Liquid takes out there too."""
    if RAW_MARK.search(markdown) is None:
        return markdown
    return "".join(RAW_MARK.sub("", piece) if is_code else piece for piece, is_code in outside_code(markdown))


def _tidied(text: str) -> str:
    """`text` without marks for tables of contents and the like, and with the words of admonitions alone."""
    if _NOTED.search(text) is None:
        return text
    if "!!!" in text or "???" in text:
        text = _opened(text)
    return "".join(piece if is_code else _tidied_piece(piece) for piece, is_code in outside_code(text))


def _tidied_piece(piece: str) -> str:
    for pattern in _GONE:
        piece = pattern.sub("", piece)
    return _ALERT.sub(r"\1", _DIRECTIVE.sub(_title_of_directive, piece))


def _title_of_directive(match: re.Match[str]) -> str:
    said = (match[2] or match[3]).strip()
    return f"{match[1]}{said}\n{match[1].rstrip()}" if said else match[1].rstrip()


def _opened(text: str) -> str:
    """`text` with the indented words of `!!! note "Title"` as words, where they would be code."""
    blocks = code_places(text, with_spans=False)
    lines: list[str] = []
    indent: str | None = None  # of the words in the admonition at hand
    at = 0
    for line in text.splitlines(keepends=True):
        is_fenced = (
            line.strip() and (place := blocks.around(at)) and not text[place[0] :].startswith((" ", "\t"))
        )
        match = None if is_fenced else _ADMONITION.fullmatch(line)
        at += len(line)
        if match:
            indent = f"{match[1]}    "
            lines.append(f"{match[1]}{match[2] or ''}\n\n")
        elif indent is not None and (line.startswith(indent) or not line.strip()):
            lines.append(line[4:] if line.strip() else line)
        else:
            indent = None
            lines.append(line)
    return "".join(lines)


def _code_of_mdx(markdown: str) -> Places:
    """The code in MDX, where what is indented is not code."""
    spans = code_places(markdown).spans
    return Places(tuple(span for span in spans if not _is_indented(markdown, *span)))


def _is_indented(markdown: str, start: int, end: int) -> bool:
    lines = [line for line in markdown[start:end].splitlines() if line.strip()]
    starts_line = start == 0 or markdown[start - 1] == "\n"
    is_fenced = lines[0].lstrip(" \t>").startswith(("```", "~~~")) if lines else False
    return starts_line and not is_fenced and all(line.startswith(("    ", "\t")) for line in lines)


def _flush_left(markdown: str) -> str:
    """`markdown` with what was indented for its component's sake at the left, lest it be read as code."""
    pieces = []
    at = 0
    for start, end in code_places(markdown, with_spans=False).spans:
        pieces.append(markdown[at:start])
        code = markdown[start:end]
        if _is_indented(markdown, start, end):
            code = "".join(line.lstrip(" \t") for line in code.splitlines(keepends=True))
        pieces.append(code)
        at = end
    return "".join([*pieces, markdown[at:]])
