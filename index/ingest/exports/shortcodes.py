"""WordPress's shortcodes, such as [gallery ids="1"], taken out of a post's text. Pure."""

import html
import re

# Shortcodes of WordPress itself, of WordPress.com and of the commonest plugins that come without attributes.
_KNOWN = frozenset(
    "caption wp_caption gallery playlist audio video embed wp_embed wpvideo videopress youtube youtu vimeo "
    "dailymotion soundcloud bandcamp spotify slideshare scribd ted flickr instagram tweet twitter facebook "
    "gist polldaddy crowdsignal poll slideshow googlemaps googlevideo contact-form contact-field "
    "contact-form-7 jetpack_subscription_form subscribe subscription archives sitemap recent_posts portfolio "
    "related-posts jetpack-related-posts sharing addtoany ssba sociable toc table-of-contents nextpage more "
    "one_half one_half_last one_third one_third_last two_third two_third_last column columns row dropcap "
    "button spacer divider clear tabs tab accordion toggle ngg nggallery singlepic slideshare product "
    "products add_to_cart woocommerce_cart mc4wp_form donate paypal wpforms gravityform ninja_form".split()
)
# What these enclose is an address or the settings of a machine.
_OPAQUE = frozenset(
    "embed wp_embed audio video wpvideo videopress youtube youtu vimeo dailymotion soundcloud bandcamp "
    "spotify slideshare flickr instagram tweet twitter facebook gist polldaddy googlemaps googlevideo "
    "playlist gallery contact-form contact-field ted scribd".split()
)
_CODE_NAMES = (
    "code sourcecode source highlight crayon prettify pastacode bash shell sh c cpp "
    "csharp css delphi diff patch erlang groovy html xml xhtml xslt java javafx javascript js jscript json "
    "perl pl php plain powershell ps py python rails ruby scala sql vb vbnet"
).split()
_CODE_COLORER = "cc[a-z]{0,8}(?:_[a-z0-9-]{1,20})?"  # its settings and the language are part of the name
_CODE_OPEN = re.compile(
    rf"(?<!\[)\[({'|'.join(_CODE_NAMES)}|{_CODE_COLORER})((?:\s|=)[^\[\]]{{0,500}})?\](?!\])", re.I
)
_TAG = re.compile(r"(\[?)\[(/?)([A-Za-z][\w-]{0,60})((?:\s|=)[^\[\]]*|/)?\](\]?)")
_OPENING = re.compile(r"\[([A-Za-z][\w-]{0,60})(?=[\s\]=/])")
_CLOSING = re.compile(r"\[/([A-Za-z][\w-]{0,60})\]")
_ATTRIBUTE = re.compile(r"""(?:^|\s)[\w-]+=(?:["'“”‘’«»]|&quot;|&#\d+;|\S)""")
_CAPTION = re.compile(r"""(?:^|\s)caption=("[^"]*"|'[^']*')""")
_CAPTIONS = ("caption", "wp_caption")


def take_code(text: str) -> list[tuple[str, bool]]:
    """`text` in pieces: code from shortcodes ([code]…[/code]) as (HTML, True), the rest as (text, False)."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    missing: set[str] = set()
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters have a longer lower case
        lowered = text
    while match := _CODE_OPEN.search(text, at):
        name = match.group(1).lower()
        end = -1 if name in missing else lowered.find(f"[/{name}]", match.end())
        if end < 0:
            missing.add(name)
            pieces.append((text[at : match.end()], False))
            at = match.end()
            continue
        pieces += [(text[at : match.start()], False), (_code(text[match.end() : end]), True)]
        at = end + len(name) + 3
    return [*pieces, (text[at:], False)]


def remove_shortcodes(text: str) -> str:
    """`text` without its shortcodes; what they enclose stays, but for addresses of embedded things.

    >>> remove_shortcodes('So it [sic] says [1]. [gallery ids="1,2"][embed]http://a.example[/embed]')
    'So it [sic] says [1]. '
    """
    if "[" not in text:
        return text
    closed = _closed(text)
    kept: list[str] = []
    at = 0
    hidden, hidden_at, hidden_from = "", 0, 0  # the opaque shortcode that is open, if one is
    for match in _TAG.finditer(text):
        before, slash, name, rest, after = match.groups()
        name = name.lower()
        if before and after:  # [[name]] is how WordPress writes the word [name]
            if not hidden and _is_shortcode(name, rest, closed):
                kept += [text[at : match.start()], match.group()[1:-1]]
                at = match.end()
            continue
        if hidden:
            if slash and name == hidden:
                at, hidden = match.end() - len(after), ""
            continue
        if not _is_shortcode(name, rest, closed):
            continue
        start, end = match.start() + len(before), match.end() - len(after)
        kept += [text[at:start], _replacement(name, bool(slash), rest or "")]
        at = end
        is_closed = name in closed and not (rest or "").endswith("/") and not slash
        if name in _OPAQUE and is_closed:
            hidden, hidden_at, hidden_from = name, end, len(kept)
    if hidden:  # never closed after all
        return "".join(kept[:hidden_from]) + remove_shortcodes(text[hidden_at:])
    return "".join([*kept, text[at:]])


def _closed(text: str) -> set[str]:
    """The names in `text` that are both opened and closed, or known and closed."""
    opened = {name.lower() for name in _OPENING.findall(text)}
    return {name for name in map(str.lower, _CLOSING.findall(text)) if name in opened or name in _KNOWN}


def _is_shortcode(name: str, rest: str | None, closed: set[str]) -> bool:
    """Whether [name rest] is one, and not a word that stands in brackets: [sic], [1], [citation needed]."""
    if name in closed:
        return True
    if rest and rest != "/" and _ATTRIBUTE.search(rest):
        return True
    return name in _KNOWN and (not (rest or "").strip() or name in _CAPTIONS or "http" in (rest or ""))


def _replacement(name: str, is_closing: bool, rest: str) -> str:
    if name not in _CAPTIONS:
        return ""
    if is_closing:
        return "</figcaption></figure>"
    said = _CAPTION.search(rest)  # as WordPress wrote it up to version 3.3
    return f"<figure><figcaption>{said.group(1)[1:-1] + ' ' if said else ''}"


def _code(text: str) -> str:
    """The HTML of a piece of code; some blogs keep it escaped, some do not."""
    is_escaped = "<" not in text and ">" not in text and ("&lt;" in text or "&gt;" in text)
    written = text if is_escaped else html.escape(text.replace("&lt;", "<").replace("&gt;", ">"), quote=False)
    if not is_escaped:
        written = written.replace("&amp;quot;", "&quot;").replace("&amp;amp;", "&amp;")
    return f"<pre><code>{written.strip(chr(10) + chr(13))}</code></pre>"
