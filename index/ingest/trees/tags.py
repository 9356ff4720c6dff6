"""Template tags in a Markdown text, taken out: Liquid, Nunjucks, Hugo's and Zola's shortcodes. Pure."""

import re
from collections.abc import Iterator

from index.ingest.extract.code_places import Places, code_places

_TOKEN = re.compile(r"\{\{[<%]|\{\{|\{%|\{#(?=[\s-])|\{::?(?=[\s.#/\w\"'])|\{:?[.#](?=[\w-])")
_CLOSINGS = {"{{<": ">}}", "{{%": "%}}", "{{": "}}", "{%": "%}", "{#": "#}"}
_MAX_TAG_CHARS = 5_000
_MAX_ATTRIBUTE_LIST_CHARS = 300
_SAID = re.compile(
    r"""(?:^|[\s,(])(caption|content)\s*[=:]\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)"""
)
_MARKUP = re.compile(r"<[^<>]{0,500}>")
_TARGET = re.compile(r"\]\([ \t]*<?$|^[ \t]*\[[^\[\]\n]{1,200}\]:[ \t]*<?$")
# The id that its writer gave to a heading: generators that know no such lists are told it by a plug-in.
_NAMED = re.compile(r"\{:?[^{}#\n]{0,100}#([\w.:-]{1,100})")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]")
_WHOLE = re.compile(r"[\s)>\"'#]|\Z")


def without_tags(text: str, syntaxes: frozenset[str]) -> str:
    """`text` without the tags of `syntaxes`, and what is in code left alone.

    What stands between two tags stays, and so does a picture's caption, as a paragraph of its own. The
    id that a heading is given becomes an anchor in it.
    """
    if _TOKEN.search(text) is None:
        return text
    blocks = code_places(text, with_spans=False)
    return "".join(_pieces(text, syntaxes, code_places(text), blocks))


def _pieces(text: str, syntaxes: frozenset[str], code: Places, blocks: Places) -> Iterator[str]:
    at = done = 0
    closings: dict[str, int] = {}  # closing mark -> its next place, so that none is looked for twice
    while match := _TOKEN.search(text, at):
        start = match.start()
        if inside := code.around(start):
            at = inside[1]
            continue
        at = match.end()
        end = _end(text, match, syntaxes, closings)
        if end is None or blocks.between(start, end):
            continue
        yield text[done:start]
        yield _replacement(text, start, end)
        at = done = end
    yield text[done:]


def _end(text: str, match: re.Match[str], syntaxes: frozenset[str], closings: dict[str, int]) -> int | None:
    """Where the tag that begins at `match` ends; None where it is none of `syntaxes`."""
    mark, start = match.group(), match.start()
    is_list = mark == "{#" and not text.startswith((" ", "\n", "\t", "-"), match.end())
    closing = None if is_list else _CLOSINGS.get(mark)
    if closing is None:
        return _end_of_attributes(text, start, syntaxes)
    if not _is_used(mark, text, match.end(), syntaxes):
        return None
    if closings.get(closing, -1) < match.end():
        found = text.find(closing, match.end())
        closings[closing] = len(text) + _MAX_TAG_CHARS if found < 0 else found
    end = closings[closing] + len(closing)
    return end if end - start <= _MAX_TAG_CHARS and end <= len(text) else None


def _is_used(mark: str, text: str, at: int, syntaxes: frozenset[str]) -> bool:
    if mark in ("{{<", "{{%"):
        return "hugo" in syntaxes
    if mark == "{{" and "liquid" not in syntaxes:
        # A call, and no braces of mathematics.
        is_call = re.compile(r"[ \t]*\w{1,60}\(").match(text, at)
        is_remark = text.startswith(("/*", "- /*"), at)
        return ("zola" in syntaxes and is_call is not None) or ("hugo" in syntaxes and is_remark)
    return "liquid" in syntaxes or (mark == "{%" and "zola" in syntaxes)


def _end_of_attributes(text: str, start: int, syntaxes: frozenset[str]) -> int | None:
    """The end of `{: .wide}` or, after a heading, a picture or a link, `{#top}` and `{.wide}`."""
    end = text.find("}", start, start + _MAX_ATTRIBUTE_LIST_CHARS)
    if end < 0 or "\n" in text[start:end] or "{" in text[start + 1 : end]:
        return None
    if text[start + 1] == ":":
        return end + 1 if "kramdown" in syntaxes else None
    after = text[end + 1 : end + 2]
    before = text[max(0, start - 1) : start]
    return end + 1 if after in ("", "\n") or before in (")", "]", "*", "_") else None


def _replacement(text: str, start: int, end: int) -> str:
    tag = text[start:end]
    if tag.startswith(("{{</*", "{{%/*")):  # how Hugo's documents show a shortcode
        return tag.replace("/*", "", 1).replace("*/", "", 1)
    line_start = text.rfind("\n", max(0, start - 500), start) + 1
    if (named := _NAMED.match(tag)) and _HEADING.match(text, line_start, start):
        return f'<a id="{named[1]}"></a>'
    if _TARGET.search(text[line_start:start]) and _WHOLE.match(text, end):
        return "#"  # a link's text is no link without a target
    said = " ".join(filter(None, map(_said, _SAID.finditer(tag))))
    if not said:
        return ""
    alone = not text[line_start:start].strip()
    return f"\n\n{said}\n\n" if alone else f" {said} "


def _said(match: re.Match[str]) -> str:
    written = re.sub(r"\\(.)", r"\1", match[2][1:-1]) if match[2][0] != "`" else match[2][1:-1]
    words = " ".join(_MARKUP.sub(" ", written).split())
    return words if match[1] == "caption" or " " in words else ""
