"""Template tags whose content is taken as it stands: code, raw text, remarks. Pure."""

import re
from collections.abc import Iterator

from index.ingest.extract.code_places import Places, code_places

_CODE = frozenset("highlight codeblock code prism".split())
_RAW = frozenset("raw verbatim nowrap".split())
# What they enclose is for machines, or for nobody.
_UNSEEN = frozenset(
    "comment css style stylesheet js javascript script schema mermaid chart echarts plantuml graphviz".split()
)
_NAMES = "|".join(sorted(_CODE | _RAW | _UNSEEN))
_OPENING = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+){0,5}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})"
    rf"|\{{%-?[ \t]*(?P<name>{_NAMES})\b(?P<words>[^%\n]{{0,500}}?)-?%\}}"
    rf"|\{{\{{[<%][ \t]*(?P<shortcode>{_NAMES})\b(?P<arguments>[^\n]{{0,500}}?)[>%]\}}\}}",
    re.MULTILINE,
)
RAW_MARK = re.compile(r"\{%-?[ \t]*(?:end)?(?:raw|verbatim)[ \t]*-?%\}")
_LANGUAGE = re.compile(r"lang:(\w[\w+#-]*)|^\s*[\"'`]?(\w[\w+#-]*)(?![\w.]*[=:/])")
_TICKS = re.compile(r"`{3,}")
_MAX_LOOK_BACK_CHARS = 1_000
_FIRST_PRIVATE, _LAST_PRIVATE = 0xE000, 0xF8FF


class Masks:
    """Two characters that stand for braces which are no template's, and that are not in the text."""

    def __init__(self, text: str) -> None:
        used = set(text)
        free = (chr(code) for code in range(_FIRST_PRIVATE, _LAST_PRIVATE) if chr(code) not in used)
        left, right = next(free, "("), next(free, ")")
        self._to = str.maketrans({"{": left, "}": right})
        self._back = str.maketrans({left: "{", right: "}"})

    def hide(self, text: str) -> str:
        """`text` with its braces hidden."""
        return text.translate(self._to)

    def show(self, text: str) -> str:
        """`text` with its braces back."""
        return text.translate(self._back)


def settle_verbatim(text: str, masks: Masks) -> str:
    """`text` with code tags as fenced code, raw text masked, and what is not to be seen gone."""
    return "".join(_settled(text, masks))


def _settled(text: str, masks: Masks) -> Iterator[str]:
    at = done = 0
    missing: set[str] = set()
    places: Places | None = None
    while match := _OPENING.search(text, at):
        if match["fence"]:
            at = _end_of_fence(text, match)
            continue
        at = match.end()
        near = max(0, match.start() - _MAX_LOOK_BACK_CHARS)
        line_start = max(text.rfind("\n", near, match.start()) + 1, near)
        before = text[line_start : match.start()]
        if _is_in_code_span(before):
            continue
        if before[:1] in (" ", "\t"):
            places = places or code_places(text, with_spans=False)
            if places.around(match.start()):
                continue
        name = match["name"] or match["shortcode"]
        end = None
        if (closing := _closing(match)) not in missing:
            end = re.compile(closing).search(text, at)
        if end is None:
            missing.add(closing)
            continue
        yield text[done : match.start()]
        inside = text[match.end() : end.start()]
        if name in _CODE:
            yield _fenced(inside, match["words"] or match["arguments"] or "", before)
        elif name in _RAW:
            yield masks.hide(inside)
        at = done = end.end()
    yield text[done:]


def _closing(match: re.Match[str]) -> str:
    if match["name"]:
        return rf"\{{%-?[ \t]*end{match['name']}[ \t]*-?%\}}"
    return rf"\{{\{{[<%][ \t]*/[ \t]*{match['shortcode']}[ \t]*[>%]\}}\}}"


def _end_of_fence(text: str, match: re.Match[str]) -> int:
    mark = match["fence"]
    closing = re.compile(rf"^[ \t>]*{mark[0]}{{{len(mark)},}}[ \t]*$", re.MULTILINE)
    line_end = text.find("\n", match.end())
    end = closing.search(text, line_end + 1) if line_end >= 0 else None
    return end.end() if end else len(text)


def _is_in_code_span(before: str) -> bool:
    return len(re.findall("`+", before)) % 2 == 1


def _fenced(inside: str, words: str, before: str) -> str:
    language = _LANGUAGE.search(words)
    code = RAW_MARK.sub("", inside)
    code = code.removeprefix("\n")
    mark = "`" * (1 + max((len(run) for run in _TICKS.findall(code)), default=2))
    indent = "" if before.strip() else before
    lines = code.rstrip().split("\n")
    if not all(line.startswith(indent) for line in lines if line.strip()):
        lines = [f"{indent}{line}" for line in lines]
    name = next(filter(None, language.groups()), "") if language else ""
    opening = f"{mark}{name}" if not before.strip() else f"\n\n{mark}{name}"
    return "\n".join([opening, *lines, f"{indent}{mark}\n"])
