"""What an address on the web is: how it is asked for, and when two of them mean the same page. Pure."""

import ipaddress
import re
from functools import lru_cache
from posixpath import splitext
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

# Parameters that ask for another dress of the same page; an empty value stands for every one.
_DRESSES = {
    "amp": frozenset({"", "1", "true", "yes"}),
    "noamp": frozenset(),
    "nonamp": frozenset(),
    "print": frozenset({"", "1", "true", "yes", "print", "y"}),
    "printable": frozenset(),
    "printpage": frozenset(),
    "pfstyle": frozenset(),
    "outputtype": frozenset({"amp", "print"}),
    "output": frozenset({"amp", "print"}),
    "format": frozenset({"amp", "print"}),
    "view": frozenset({"amp", "print", "mobile"}),
    "mode": frozenset({"amp", "print"}),
    "m": frozenset({"0", "1"}),  # Blogger's mobile pages; WordPress means a month by m=201503
    "mobile": frozenset({"", "0", "1", "true"}),
}
_DRESSED_HOSTS = ("www.", "m.", "mobile.", "amp.")
INDEX_NAMES = frozenset(
    "index.html index.htm index.xhtml index.shtml index.php index.asp index.aspx index.jsp "
    "default.html default.htm default.asp default.aspx".split()
)
_DRESSED_ENDINGS = frozenset("amp print amp.html print.html printer-friendly printable".split())
# Below these, "amp" and "print" are names of things.
_NAMING_FOLDERS = frozenset(
    "tag tags category categories topic topics label section series author cat kategorie categorie "
    "categoria etiqueta".split()
)
_ASSET_ENDINGS = frozenset(
    "png jpg jpeg jpe jfif gif webp avif heic bmp tif tiff ico svg psd ai eps raw cr2 "
    "css scss less js mjs cjs map wasm woff woff2 ttf otf eot "
    "mp3 m4a m4b ogg oga opus flac wav aac mid midi mp4 m4v mov avi mkv webm ogv wmv flv mpg mpeg 3gp swf "
    "pdf ps djvu epub mobi azw3 doc docx odt rtf xls xlsx ods ppt pptx odp key pages csv tsv parquet "
    "zip gz tgz bz2 xz 7z rar tar zst deb rpm dmg pkg exe msi apk ipa iso img jar bin dll so torrent "
    "sqlite db ics vcf webmanifest asc sig gpg pem crt ipynb kml gpx stl blend".split()
)
_PRIVATE_ENDINGS = (
    "localhost local localdomain internal intranet private lan home corp home.arpa in-addr.arpa ip6.arpa"
).split()

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
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_ESCAPED_MARK = re.compile(r"%(?:21|24|27|28|29|2A|2C|3A|3B|3D|40)")  # !$'()*,:;=@
_MAX_LOOP = 8  # folders in a loop that goes round
_SLASHES = re.compile(r"/{2,}")


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


def address_key(url: str) -> str:
    """What all addresses of one post have in common: `https://www.example.org/a/?amp=1` -> `example.org/a`.

    What is no address on the web, such as a file's, is its own key.

    >>> address_key("http://m.example.org/a/index.html?b=2&a=1&fbclid=x")
    'example.org/a?a=1&b=2'
    """
    normal = normal_address(url)
    if normal is None:
        return url
    parts = urlsplit(normal)
    query = "&".join(sorted(_undressed(parts.query))).replace("%20", "+")
    return f"{key_host(parts)}{_key_path(parts.path)}{'?' if query else ''}{query}"


def key_host(parts: SplitResult) -> str:
    """The host (and port, where it is not the usual one) of a site, whatever dress it comes in."""
    host, colon, port = parts.netloc.partition(":") if "[" not in parts.netloc else (parts.netloc, "", "")
    stripped = True
    while stripped:
        stripped = False
        for dress in _DRESSED_HOSTS:
            rest = host.removeprefix(dress)
            if rest != host and "." in rest and not _NUMBER.fullmatch(rest.rpartition(".")[2]):
                host, stripped = rest, True
    return f"{host}{colon}{port}"


def is_below(url: str, root: str) -> bool:
    """Whether `url` is in the folder of `root`, on its site: `/blog` and `/blog/index.html` mean `/blog/`."""
    address, top = normal_address(url), normal_address(root)
    if address is None or top is None:
        return False
    address_parts, top_parts = urlsplit(address), urlsplit(top)
    if key_host(address_parts) != key_host(top_parts):
        return False
    folder = root_folder(top_parts.path)
    return f"{address_parts.path}/".startswith(folder)


def root_folder(path: str) -> str:
    """The folder that a site's address means by its path, with a slash at both ends."""
    head, _, name = path.rpartition("/")
    if (
        not name
        or name.casefold() in INDEX_NAMES
        or splitext(name)[1].casefold() in (".html", ".htm", ".xml", ".php")
    ):
        return f"{head}/"
    return f"{path}/"


def site_root(url: str) -> str:
    """The address of the whole site: `https://example.org:81/a/b` -> `https://example.org:81/`."""
    parts = urlsplit(normal_address(url) or url)
    return f"{parts.scheme}://{parts.netloc}/"


def is_asset(url: str) -> bool:
    """Whether an address is a picture's, a style sheet's, a download's …, by its ending."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return False
    name = path.rpartition("/")[2]
    return "." in name and name.rpartition(".")[2].casefold() in _ASSET_ENDINGS


def is_private_host_name(host: str) -> bool:
    """Whether a host is of one's own network by its name alone; for addresses in numbers this says False."""
    name = host.casefold().strip("[]").rstrip(".")
    if ":" in name or _NUMBER.fullmatch(name.rpartition(".")[2]):
        return False
    return "." not in name or any(
        name == ending or name.endswith(f".{ending}") for ending in _PRIVATE_ENDINGS
    )


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
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
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


def _undressed(query: str) -> list[str]:
    """The parameters that say which page, not in what dress."""
    kept = []
    for parameter in filter(None, query.split("&")):
        name, _, value = parameter.partition("=")
        values = _DRESSES.get(name.casefold())
        if values is None or (values and value.casefold() not in values):
            kept.append(parameter)
    return kept


def _key_path(path: str) -> str:
    """The path without what says in what dress the page is asked for."""
    plain = _ESCAPED_MARK.sub(lambda match: unquote(match[0]), path)
    segments = [segment for segment in plain.split("/") if segment]
    if len(segments) > 1 and segments[0].casefold() == "amp":
        del segments[0]
    while segments:
        last = segments[-1].casefold()
        is_dress = (
            last in _DRESSED_ENDINGS and len(segments) > 1 and segments[-2].casefold() not in _NAMING_FOLDERS
        )
        if last not in INDEX_NAMES and not is_dress:
            break
        segments.pop()
    if segments:
        segments[-1] = _without_amp(segments[-1])
    return "/" + "/".join(segments)


def _without_amp(name: str) -> str:
    stem, ending = splitext(name)
    while stem.casefold().endswith(".amp"):
        stem = stem[:-4]
    return stem if ending.casefold() == ".amp" and stem else stem + ending


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
