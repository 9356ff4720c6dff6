"""What stands in front of a Markdown text: YAML, TOML, JSON or plain header lines -> values. Pure."""

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

import yaml

_FENCED = re.compile(
    r"\A\s*(?P<mark>---|\+\+\+|;;;)(?P<kind>yaml|yml|toml|json)?[ \t]*\n"
    r"(?P<inside>.*?)^(?P=mark)[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
# Without a fence before it: Hexo's, up to a line of dashes, and Pelican's, up to an empty line.
_HEADER = re.compile(
    r"(?:title|date|slug|authors?|tags|category|categories|status|summary|layout|modified|lang)[ \t]*:", re.I
)
_LIST_ITEM = re.compile(r"[ \t]*-[ \t]+(\S.*)")
_MAX_HEADER_LINES = 100
_HEADER_LINE = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*:[ \t]*(.*)")
_MAX_MATTER_CHARS = 200_000
_MAX_MERGED = 10_000  # entries that YAML's "<<" puts together; each level of a bomb is nine times the last

Matter = Mapping[str, Any]


def read_front_matter(text: str) -> tuple[Matter, str]:
    """(values by name in lower case, the text after it). What cannot be read is passed over."""
    if match := _FENCED.match(text):
        return _fenced(match, text)
    if text.lstrip()[:1] == "{":
        return _json_object(text)
    return _header(text)


def parse_yaml(text: str) -> Any:
    """What a YAML document says. Raises yaml.YAMLError, ValueError or RecursionError."""
    return yaml.load(text, Loader=_GuardedLoader)  # noqa: S506 - it is a SafeLoader, with one more guard


class _GuardedLoader(yaml.SafeLoader):
    """Refuses to put together what grows beyond all bounds."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        super().flatten_mapping(node)
        if len(node.value) > _MAX_MERGED:
            raise yaml.YAMLError("too many merged entries")


def _fenced(match: re.Match[str], text: str) -> tuple[Matter, str]:
    mark, inside = match["mark"], match["inside"]
    kind = match["kind"] or {"---": "yaml", "+++": "toml", ";;;": "json"}[mark]
    rest = text[match.end() :]
    if len(inside) > _MAX_MATTER_CHARS:
        return {}, rest
    try:
        values = _parse(kind, inside)
    except (yaml.YAMLError, ValueError, RecursionError, AttributeError, TypeError):
        return (_readable_lines(inside) if mark == "---" else {}), rest
    if isinstance(values, dict):
        return _lower(values), rest
    # Between two rules that are no front matter there is text.
    return {}, text if mark == "---" and values is not None else rest


def _parse(kind: str, inside: str) -> Any:
    if kind == "toml":
        return tomllib.loads(inside)
    if kind == "json":
        written = inside.strip()
        return json.loads(written if written.startswith("{") else f"{{{written}}}")
    try:
        return parse_yaml(inside)
    except yaml.YAMLError:  # PyYAML takes no tabs where others do
        return parse_yaml("\n".join(line.rstrip() for line in inside.expandtabs(2).split("\n")))


def _readable_lines(inside: str) -> Matter:
    """The lines of broken YAML that say one thing each: most generators are less strict than YAML is."""
    found: dict[str, Any] = {}
    last = ""
    for line in inside.splitlines():
        item = _LIST_ITEM.fullmatch(line) if last else None
        if item and isinstance(found.get(last, []), list):
            found.setdefault(last, []).append(item[1].strip("\"' "))
            continue
        match = _HEADER_LINE.fullmatch(line)
        last = match[1].lower() if match and not match[2].strip() else ""
        if match and match[2].strip():
            try:
                value = parse_yaml(match[2])
            except (yaml.YAMLError, ValueError, RecursionError):
                value = match[2].strip()
            is_plain = isinstance(value, str | int | float | bool | list) or hasattr(value, "isoformat")
            found.setdefault(match[1].lower(), value if is_plain else match[2].strip())
    return found


def _json_object(text: str) -> tuple[Matter, str]:
    start = len(text) - len(text.lstrip())
    try:
        values, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return {}, text
    if not isinstance(values, dict) or not {"title", "date"} & {str(name).lower() for name in values}:
        return {}, text
    return _lower(values), text[end:]


def _header(text: str) -> tuple[Matter, str]:
    text = text.lstrip("\n")
    if _HEADER.match(text) is None:
        return {}, text
    lines: list[str] = []
    at = 0
    while len(lines) < _MAX_HEADER_LINES and (line := text[at : text.find("\n", at) + 1]).strip():
        lines.append(line.rstrip())
        at += len(line)
    rest = text[at:]
    end = next((place for place, line in enumerate(lines) if line in ("---", ";;;")), None)
    if end is not None:
        below = "".join(f"{line}\n" for line in lines[end + 1 :]) + rest
        return _readable_lines("\n".join(lines[:end])), below
    found: dict[str, Any] = {}
    last = ""
    for line in lines:
        pair = None if line[0] in " \t" else _HEADER_LINE.fullmatch(line.strip())
        if pair is None and not (last and line[0] in " \t"):
            return {}, text
        if pair:
            last = pair[1].lower()
            found[last] = pair[2].strip()
        else:
            found[last] = f"{found[last]} {line.strip()}".strip()
    # A poem may begin with "Title: …"; a header has a second line that only headers have.
    return (found, rest) if len(found) > 1 and "title" in found else ({}, text)


def _lower(values: Mapping[Any, Any]) -> Matter:
    return {str(name).lower(): value for name, value in values.items()}
