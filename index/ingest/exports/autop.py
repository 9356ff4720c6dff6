"""A WordPress post as it is stored -> HTML: blank lines become paragraphs, as WordPress shows them. Pure."""

import re
from collections.abc import Iterator

from index.ingest.exports.shortcodes import remove_shortcodes, take_code

_BLOCKS = (
    "address article aside blockquote body caption center col colgroup dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main map math menu nav ol "
    "p section summary table tbody td tfoot th thead tr ul video audio object iframe noscript"
).split()
_BLOCK_TAG = re.compile(rf"<(/?)({'|'.join(_BLOCKS)})(?=[\s/>])[^<>]*>", re.I)
_HOLD_NO_TEXT = frozenset("colgroup dl menu ol table tbody tfoot thead tr ul".split())
_HOLD_LINES = frozenset("caption dt figcaption h1 h2 h3 h4 h5 h6 legend p summary".split())
_VOID = frozenset("col hr".split())
_HOLD_ONE = frozenset("dd li td th".split())  # one paragraph in them needs no <p>
_TAG = re.compile(r"<[A-Za-z/][^<>]*>")
_SPACES = re.compile(r"[ \t]{2,}|\t")
_BLANK = re.compile(r"\n ?\n\s*")
_BREAK = re.compile(r"(?:<br ?/?>)? ?\n ?", re.I)
_RAW = re.compile(r"<(pre|script|style|textarea|code|svg)(?=[\s>])", re.I)
_BLOCK_COMMENT = re.compile(r"\s*(/?)wp:([a-z][\w/-]*)")
_EMBEDDED = re.compile(r'(<div class="wp-block-embed__wrapper">)\s*https?://[^\s<]{1,2000}\s*(?=</div>)')
_HELD, _HELD_END = "\ue000", "\ue001"  # around the number of what is put back last
_PLACEHOLDER = re.compile(f"{_HELD}(\\d+){_HELD_END}")


def to_html(stored: str) -> str:
    """The HTML of a post's stored text: no comments, no shortcodes, paragraphs marked, code as it was."""
    text = stored.replace("\r\n", "\n").replace("\r", "\n").replace(_HELD, "").replace(_HELD_END, "")
    held: list[str] = []
    text = "".join(_hold(p, held, is_block=True) if is_code else p for p, is_code in take_code(text))
    text = _hold_raw(text, held)
    pieces = list(_without_comments(text))
    if all(depth < 0 for _, depth in pieces):  # comments end no paragraph
        pieces = [("".join(piece for piece, _ in pieces), -1)]
    written: list[str] = []
    for piece, depth in pieces:
        free = remove_shortcodes(piece)
        written.append(_EMBEDDED.sub(r"\1", free) if depth > 0 else mark_paragraphs(free))
    return _PLACEHOLDER.sub(lambda match: _put_back(match, held), "".join(written))


def mark_paragraphs(text: str) -> str:
    """`text` with <p> around what blank lines part, and <br> for single line ends, but for what has tags.

    >>> mark_paragraphs("one\\ntwo\\n\\n<ul>\\n<li>three</li>\\n</ul>")
    '<p>one<br>\\ntwo</p><ul><li>three</li></ul>'
    """
    text = _SPACES.sub(" ", _TAG.sub(lambda tag: tag.group().replace("\n", " "), text))
    written: list[str] = []
    opened: list[str] = []
    at = 0
    for tag in _BLOCK_TAG.finditer(text):
        written += [_paragraphs(text[at : tag.start()], opened[-1] if opened else ""), tag.group()]
        at = tag.end()
        name = tag.group(2).lower()
        if tag.group(1):
            if name in opened[-20:]:
                while opened.pop() != name:
                    pass
        elif name not in _VOID and not tag.group().endswith("/>"):
            if opened and opened[-1] == name and name in ("p", "li"):
                opened.pop()  # a new one ends the one before
            opened.append(name)
    written.append(_paragraphs(text[at:], opened[-1] if opened else ""))
    return "".join(written)


def _paragraphs(text: str, parent: str) -> str:
    """The text between two tags of blocks."""
    if not text.strip() or parent in _HOLD_NO_TEXT:
        return text.strip()
    pieces = [piece.strip() for piece in _BLANK.split(text.strip())]
    pieces = [_BREAK.sub("<br>\n", piece) if "\n" in piece else piece for piece in pieces]
    if parent in _HOLD_LINES:
        return ("</p><p>" if parent == "p" else "<br>\n").join(pieces)
    if parent in _HOLD_ONE and len(pieces) == 1:
        return pieces[0]
    return "".join(piece if _PLACEHOLDER.fullmatch(piece) else f"<p>{piece}</p>" for piece in pieces if piece)


def _without_comments(text: str) -> Iterator[tuple[str, int]]:
    """The text between HTML's comments, with how many blocks of the block editor it stands in.

    -1 before the first block, and everywhere where there is none.
    """
    at, depth = 0, -1
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        yield text[at:start], depth
        comment = text[start + 4 : end]
        at = end + 3
        mark = _BLOCK_COMMENT.match(comment)
        if mark is None:
            continue
        depth = max(depth, 0)
        if mark.group(2) in ("freeform", "core/freeform", "shortcode"):
            continue  # the classic editor's text within the new one
        if mark.group(1):
            depth = max(depth - 1, 0)
        elif not comment.rstrip().endswith("/"):
            depth += 1
    yield text[at:], depth


def _hold_raw(text: str, held: list[str]) -> str:
    """`text` with numbers for code and scripts, in which line ends and brackets are what they are."""
    kept: list[str] = []
    at = 0
    missing: set[str] = set()
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text
    while match := _RAW.search(text, at):
        name = match.group(1).lower()
        end = -1 if name in missing else lowered.find(f"</{name}", match.end())
        if end < 0:
            missing.add(name)
            kept.append(text[at : match.end()])
            at = match.end()
            continue
        close = text.find(">", end)
        close = len(text) if close < 0 else close + 1
        whole = _PLACEHOLDER.sub(lambda inner: _put_back(inner, held), text[match.start() : close])
        kept += [text[at : match.start()], _hold(whole, held, is_block=name != "code")]
        at = close
    return "".join([*kept, text[at:]])


def _hold(piece: str, held: list[str], *, is_block: bool) -> str:
    held.append(piece)
    number = f"{_HELD}{len(held) - 1}{_HELD_END}"
    return f"\n\n{number}\n\n" if is_block else number


def _put_back(match: re.Match[str], held: list[str]) -> str:
    number = int(match.group(1))
    return held[number] if number < len(held) else ""
