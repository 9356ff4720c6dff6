"""Lines in a post that speak of its site and not of its subject: notices, offers, links to others. Pure.

They stand alone, as paragraphs. Each pattern asks for what no sentence on a subject has.
"""

import re
from collections.abc import Sequence

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.lines import Line, letters_in
from index.records import BlockKind

_MAX_CHARS = 420
_MAX_NOTICE_CHARS = 900
_MAX_LINK_CHARS = 140
_ALL_LINK = 0.85
_HALF_LINK = 0.4
_SOON_CHARS = 250  # later, a notice ends a paragraph of the post
_LATE = 0.75  # of the text comes before a site's notice
_KINDS = frozenset([BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING])
_AROUND = " -–—*•>»[]()"

_NETWORKS = r"(?:facebook|twitter|x|instagram|linkedin|pinterest|youtube|tiktok|threads|bluesky|mastodon)"
_OF_THE_SITE = re.compile(
    "|".join(
        (
            # what it earns
            r"\b(?:contains?|includes?|uses?|have|has|through|are|an|disclos\w+:?)(?: \w+){0,2}"
            r" affiliate links?\b",
            r"\A(?:affiliate|as an affiliate) (?:disclos\w+|disclaimer|links|marketer)\b",
            r"\bas an amazon associate\b|\bearn from qualifying purchases\b",
            r"\b(?:links?|purchases?|buy|click)\b.{0,120}\b(?:we|I|us|site|website|blog)\b.{0,80}"
            r"\b(?:earns?|receives?|gets?|makes?|collects?)\b.{0,40}\b(?:commissions?|kickback)\b",
            r"\b(?:we|I|us|site|website|blog)\b.{0,80}\b(?:earns?|receives?|gets?|makes?|collects?)\b.{0,40}"
            r"\b(?:commissions?|kickback)\b.{0,120}\b(?:links?|purchases?|buy|shop|click)\b",
            # its letters and channels
            r"(?:\A|[,.!?:–—]\s)(?:please |to |and |ready to )?"
            r"(?:sign(?:ing)? up|subscribe|join|register|get|receive|want|would you like|love|download)\b"
            r"[^.!?]{0,120}\b(?:(?:our|my|this|the|today|free|weekly|daily|monthly)(?: [\w’'-]+){0,5}"
            r" newsletter"
            r"|(?:to|in) your inbox|mailing list|notifications? (?:about|of) new posts)\b",
            r"\A(?:please |and |also |you can |let[’']?s )?(?:follow|like|find|join|connect with|hang out)"
            rf"(?: with)?(?: me| us)?\b.{{0,30}}\bon {_NETWORKS}\b",
            r"\b(?:is )?this e-?mail (?:is )?not display|\bview (?:it|this(?: e-?mail)?) in your browser\b",
            # what its readers should do
            r"\b(?:pin|save) (?:it |this |me |these )?(?:\w+ )?for later\b",
            r"\Adid you make (?:this|one of my)\b.{0,40}\brecipes?\b",
            r"\Aby (?:clicking|submitting|signing|subscribing|continuing|entering|registering|providing)\b"
            r".{0,160}\b(?:you|I) (?:also )?(?:agree|consent|accept|acknowledge)\b",
            # how it works, who worked on the page, and when
            r"\buses only high-quality\b.{0,30}\bsources\b|\bhas strict sourcing guidelines\b"
            r"|\beditorial (?:process|policy|guidelines) to learn\b",
            r"\A(?:medically |clinically )?(?:reviewed|fact[- ]checked|edited|proofread) by\b.{0,160}\Z",
            r"\A(?:date )?last (?:updated|reviewed|modified|checked)\b.{0,40}\Z",
            r"\A(?:(?:article|story|page)|advertisement\b.{0,30}) continues? below\b",
        )
    ),
    re.IGNORECASE,
)
_NO_ADVICE = re.compile(
    r"\b(?:not|nor|never)\b[^.!?]{0,60}"
    r"\b(?:intended|meant|substitute|replace|constitute|construed|provide|offer)\b[^.!?]{0,120}"
    r"\b(?:medical|legal|financial|tax|investment|professional|accounting)\b[^.!?]{0,60}"
    r"\b(?:advice|diagnosis|expertise)\b"
    r"|\b(?:not|nor|never)\b[^.!?]{0,60}\b(?:intended|meant|substitute|replace)\b[^.!?]{0,80}"
    r"\badvice (?:of|from) (?:a|your)\b[^.!?]{0,40}"
    r"\b(?:doctor|physician|lawyer|attorney|professional|provider)\b"
    r"|\bfor (?:general )?(?:informational|educational|information)\b[^.!?]{0,60}\bpurposes\b",
    re.IGNORECASE,
)
# With a colon or a dash, part of the line may be no link: "Related: how to store bread (5 min)".
_RELATED = re.compile(
    r"(?:related(?: \w+){0,2}|see also|also read|read (?:also|more|next)|further reading"
    r"|recommended(?: reading)?|you (?:may|might) also like|next|up next|check out|must read|more)\s?[:–—-]",
    re.IGNORECASE,
)
_LEADS_AWAY = re.compile(
    r"(?:related|see also|also (?:read|see)|read|further reading|recommended|more (?:on|from|about)|next"
    r"|up next|(?:you )?(?:may|might) also like|check out|must read|learn (?:more|about|how)"
    r"|find out|see (?:the|our|how|also)|discover|explore|click here|watch|shop|compare|download|view"
    r"|try|browse|visit|buy|get|book|start)\b",
    re.IGNORECASE,
)


def without_asides(lines: Sequence[Line]) -> list[Line]:
    """`lines` without those that speak of the site."""
    total = max(1, letters_in(lines))
    passed = 0
    kept: list[Line] = []
    for line in lines:
        if not is_aside(line, passed / total):
            kept.append(line)
        passed += len(line.key)
    return kept


def is_aside(line: Line, place: float) -> bool:
    """Whether a line speaks of its site; a share of `place` of the text, 0 to 1, comes before it."""
    if line.kind not in _KINDS or len(line.text) > 2 * _MAX_NOTICE_CHARS:
        return False
    text = tidy_line(line.text).strip(_AROUND)
    if len(text) <= _MAX_CHARS and _OF_THE_SITE.search(text):
        return True
    if len(text) <= _MAX_LINK_CHARS and _is_link_to_another(line, text):
        return True
    if place < _LATE or len(text) > _MAX_NOTICE_CHARS:
        return False
    notice = _NO_ADVICE.search(text)
    return notice is not None and notice.start() <= _SOON_CHARS


def _is_link_to_another(line: Line, text: str) -> bool:
    if line.links >= _HALF_LINK and _RELATED.match(text) and not (line.level and _leads_to_itself(line)):
        return True
    is_paragraph = line.kind is BlockKind.PARAGRAPH
    return is_paragraph and line.links >= _ALL_LINK and _LEADS_AWAY.match(text) is not None


def _leads_to_itself(heading: Line) -> bool:
    """Whether a heading is linked so that readers can copy its address."""
    return any((link.get("href") or "").startswith("#") for link in heading.element.iter("a"))
