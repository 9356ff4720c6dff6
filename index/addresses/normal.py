"""An address on the web as it is asked for. Pure."""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

_MAX_CHARS = 2_000  # longer ones are made by scripts, and caches and servers refuse them
_DEFAULT_PORTS = {"http": 80, "https": 443}

# Parameters that say where a reader came from, or what a script is to do with the page, never which page.
_TRACKERS = frozenset(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid li_fat_id igshid "
    "igsh epik mc_cid mc_eid mkt_tok _hsenc _hsmi hsctatracking vero_id vero_conv oly_enc_id "
    "oly_anon_id _openstat ck_subscriber_id wickedid trk trkcampaign ncid cmpid s_cid spm "
    "rb_clickid srsltid __s _ga _gl _ke at_medium at_campaign guccounter guce_referrer "
    "guce_referrer_sig ref ref_src ref_url referrer referer fb_ref fb_source fb_action_ids "
    "fb_action_types __twitter_impression usqp amp_js_v amp_gsa replytocom share nb like_comment "
    "_wpnonce doing_wp_cron relatedposts_hit relatedposts_origin relatedposts_position "
    "showcomment phpsessid jsessionid sessionid".split()
)
_TRACKER_FAMILIES = ("utm_", "mtm_", "pk_", "piwik_", "hsa_", "ga_")
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.I)
# Medium's mark of the list in which a link stood: source=rss-1f2e----2, source=collection_home---4------0
_MEDIUM_SOURCE = re.compile(r"[\w.-]*-{3,}[\w.-]*")

_WHOLE = re.compile(r"https?://", re.I)
_AROUND = "".join(map(chr, range(0x21)))  # what browsers take off both ends: control characters and blanks
_LINE_BREAKS = str.maketrans("", "", "\t\r\n")  # and what they take out from within
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_UNRESERVED = r"A-Za-z0-9._~\-"
_PATH_ODD = re.compile(rf"%([0-9A-Fa-f]{{2}})?|[^{_UNRESERVED}/!$&'()*+,;=:@]")
_QUERY_ODD = re.compile(rf"%([0-9A-Fa-f]{{2}})?|[^{_UNRESERVED}/!$&()*+,;=:@?]")
_IS_UNRESERVED = re.compile(rf"[{_UNRESERVED}]")
_LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_MAX_LOOP = 8  # folders in a loop that goes round
# The last part of a host that is a number, and so of one that is written in numbers.
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


def normal_address(url: str, base: str = "") -> str | None:
    """The whole address that `url` means on the page at `base`, as it is asked for; None where it is none.

    It is http or https, without fragment and tracking parameters, its escapes in one way of writing.
    None is also returned for what is no address of a post: over 2,000 characters, with a password in it,
    or with a path that goes round in circles. Never raises.

    >>> normal_address("../Slow%2dbread?utm_source=x&p=2#top", "HTTP://Example.org:80/posts/")
    'http://example.org/Slow-bread?p=2'
    >>> normal_address("javascript:alert(1)", "https://example.org/")
    """
    address = url.strip(_AROUND).translate(_LINE_BREAKS).replace("\\", "/")
    if len(address) > _MAX_CHARS or _CONTROL.search(address):
        return None
    try:
        parts = urlsplit(address if _WHOLE.match(address) else urljoin(base, address))
        netloc = _netloc(parts.scheme, parts.netloc)
    except ValueError:
        return None
    if netloc is None:
        return None
    path = _path(parts.path)
    query = _query(parts.query)
    normal = f"{parts.scheme}://{netloc}{path}{'?' if query else ''}{query}"
    return None if len(normal) > _MAX_CHARS or _goes_round(path) else normal


@lru_cache(maxsize=4096)
def _netloc(scheme: str, netloc: str) -> str | None:
    """Host and port as they are asked for; None where they are none. Raises ValueError for the same."""
    if scheme not in _DEFAULT_PORTS or not netloc or "@" in netloc:
        return None
    parts = SplitResult(scheme, netloc, "", "", "")
    host = _host(unquote(parts.hostname or "", errors="strict"), is_bracketed=netloc.startswith("["))
    port = parts.port
    if host is None or port == 0:
        return None
    return host if port is None or port == _DEFAULT_PORTS[scheme] else f"{host}:{port}"


def _host(written: str, *, is_bracketed: bool) -> str | None:
    if is_bracketed:
        return f"[{ipaddress.IPv6Address(written).compressed}]" if "%" not in written else None
    host = written if written.isascii() else written.encode("idna").decode("ascii")
    host = host.lower().removesuffix(".")
    if len(host) > 253 or not _HOST.fullmatch(host):
        return None
    if NUMBER.fullmatch(host.rpartition(".")[2]):
        # Browsers also read 0x7f.1 and 2130706433 as numbers of hosts: ways to write what guards look for.
        return str(ipaddress.IPv4Address(host))
    return host


def _path(path: str) -> str:
    """`path` with its escapes in one way of writing, and without `.` and `..`."""
    path = _PATH_ODD.sub(_escape, path)
    if ";" in path:
        path = _SESSION_IN_PATH.sub("", path)
    if "/." not in path:
        return path or "/"
    segments: list[str] = []
    *folders, last = path.split("/")[1:]
    for segment in folders:
        if segment == "..":
            del segments[-1:]
        elif segment != ".":
            segments.append(segment)
    if last == "..":
        del segments[-1:]
    segments.append("" if last in (".", "..") else last)
    return "/" + "/".join(segments)


def _query(query: str) -> str:
    if not query:
        return ""
    pieces = (piece for piece in _QUERY_ODD.sub(_escape, query).split("&") if piece)
    return "&".join(piece for piece in pieces if not _is_tracker(piece))


def _escape(match: re.Match[str]) -> str:
    """One way of writing: plain where that is safe, else in capitals; what has no place is escaped."""
    found = match[0]
    if found == "%":
        return "%25"
    if match[1]:
        plain = chr(int(match[1], 16))
        return plain if _IS_UNRESERVED.fullmatch(plain) else found.upper()
    return "".join(f"%{byte:02X}" for byte in found.encode())


def _is_tracker(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    name = name.casefold().removeprefix("amp;")  # an & that was escaped twice
    return (
        name in _TRACKERS
        or name.startswith(_TRACKER_FAMILIES)
        or (name == "source" and _MEDIUM_SOURCE.fullmatch(value) is not None)
    )


def _goes_round(path: str) -> bool:
    """Whether the same folders come again and again, as links that lack a slash make them: /a/b/a/b/a/b."""
    segments = [segment for segment in path.split("/") if segment]
    for length in range(1, min(_MAX_LOOP, len(segments) // 3) + 1):
        rounds = 3 if length > 1 else 4  # /11/11/11/ is a day
        run = 0
        for place in range(length, len(segments)):
            run = run + 1 if segments[place] == segments[place - length] else 0
            if run >= length * (rounds - 1):
                return True
    return False
