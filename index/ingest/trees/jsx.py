"""Components, imports and expressions in MDX, taken out; what components enclose stays. Pure."""

import re
from collections.abc import Iterator

from index.ingest.extract.code_places import Places

_TOKEN = re.compile(r"^(?:import|export)\b|</?(?=[A-Za-z>])|\{", re.MULTILINE)
_PAIRS = {"{": "}", "(": ")", "[": "]"}
_MAX_TAG_CHARS = 5_000
_MAX_WASTED_CHARS = 1_000_000  # looked at for the ends of what has none; real files waste next to nothing
_MODULE = re.compile(
    r"(?:import\s*(?:[\"'{*\w])|export\s+(?:const|let|var|default|function|async|class|\{|\*))"
)
_STRING = re.compile(r"\{\s*([\"'`])([^\"'`{}\\]*)\1\s*\}")
_NAME = re.compile(r"</?([\w.:-]*)")


def without_jsx(text: str, code: Places) -> str:
    """`text` without what MDX adds to Markdown; what is in `code` is left alone."""
    return "".join(_pieces(text, code))


def _pieces(text: str, code: Places) -> Iterator[str]:
    at = done = wasted = 0
    while wasted < _MAX_WASTED_CHARS and (match := _TOKEN.search(text, at)):
        start = match.start()
        if inside := code.around(start):
            at = inside[1]
            continue
        at = match.end()
        if match.group() in ("import", "export"):
            end = _end_of_paragraph(text, start) if _MODULE.match(text, start) else None
        elif match.group() == "{":
            end = _end(text, start, start + 1, "}")
        else:
            end = _end(text, start, start + 1, ">")
            if end and not _is_component(text[start:end]):
                at = end
                continue
        if end is None:
            wasted += _MAX_TAG_CHARS
            continue
        yield text[done:start]
        said = _STRING.fullmatch(text, start, end)
        yield said[2] if said else ""
        at = done = end
    yield text[done:]


def _is_component(tag: str) -> bool:
    name = _NAME.match(tag)
    is_named_so = name is not None and (name[1] == "" or name[1][0].isupper() or "." in name[1])
    return is_named_so or "={" in tag


def _end_of_paragraph(text: str, start: int) -> int:
    """Where a statement ends: at the next empty line that is not inside its own brackets."""
    at = start
    depth = 0
    while at < len(text):
        line_end = text.find("\n", at)
        line_end = len(text) if line_end < 0 else line_end
        line = text[at:line_end]
        if not line.strip() and depth <= 0:
            break
        depth += sum(line.count(mark) for mark in _PAIRS) - sum(line.count(mark) for mark in _PAIRS.values())
        at = line_end + 1
        if depth <= 0 and line.rstrip().endswith((";", "'", '"')):
            break
        if at - start > _MAX_TAG_CHARS:
            return text.find("\n", start) + 1 or len(text)
    return min(at, len(text))


def _end(text: str, start: int, at: int, closing: str) -> int | None:
    """The end of what is open: quotes and brackets inside it count. None where it is not closed soon."""
    waiting = [closing]
    quote = ""
    limit = min(len(text), start + _MAX_TAG_CHARS)
    while at < limit:
        char = text[at]
        if quote:
            quote = "" if char == quote else quote
        elif char == waiting[-1]:
            waiting.pop()
            if not waiting:
                return at + 1
        elif char in "\"'`" and (closing == ">" or text[at - 1] in "=({[,: \n"):
            quote = char
        elif char == "{" or (char in _PAIRS and len(waiting) > 1):
            waiting.append(_PAIRS[char])
        elif char == "\n" and text[at + 1 : at + 2] == "\n" and len(waiting) == 1:
            return None
        at += 1
    return None
