"""What a configuration written in JavaScript says in plain words. It is read, never run. Pure."""

import re

_MAX_CHARS = 200_000
_STRING = r"\"([^\"\\\n]{0,500})\"|'([^'\\\n]{0,500})'|`([^`\\$\n]{0,500})`"
_STRING_OR_REMARK = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`|//|/\*")


def without_remarks(source: str) -> str:
    """`source` without its comments; what looks like one inside a text stays."""
    source = source[:_MAX_CHARS]
    kept: list[str] = []
    at = done = 0
    while match := _STRING_OR_REMARK.search(source, at):
        at = match.end()
        closing = {"`": "`", "//": "\n", "/*": "*/"}.get(match.group())
        if closing is None:
            continue
        end = source.find(closing, at)
        end = len(source) if end < 0 else end
        if closing == "`":
            at = end + 1
            continue
        kept.append(source[done : match.start()])
        at = done = min(len(source), end + (2 if closing == "*/" else 0))
    return "".join([*kept, source[done:]])


def text_of(source: str, *names: str) -> str | None:
    """The text that the first of `names` is set to in `source`: `site: "https://example.org"`.

    A name that is set to another (`site: SITE.url`) is followed within `source`.
    """
    for name in names:
        if match := re.search(
            rf"(?<![\w.$])[\"']?{name}[\"']?\s{{0,20}}[:=](?!=)\s{{0,20}}(?:{_STRING})", source
        ):
            return match[1] or match[2] or match[3] or ""
        other = re.search(
            rf"(?<![\w.$]){name}\s{{0,20}}:\s{{0,20}}(?:[A-Za-z_$][\w$]{{0,60}}\.)?([A-Za-z_$][\w$]{{0,60}})\b",
            source,
        )
        if other and other[1] != name and (found := text_of(source, re.escape(other[1]))):
            return found
    return None
