"""When two addresses mean the same page: their keys are then the same. Pure."""

import re
from posixpath import splitext
from urllib.parse import SplitResult, unquote, urlsplit

from index.addresses.normal import NUMBER, normal_address

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
_ESCAPED_MARK = re.compile(r"%(?:21|24|27|28|29|2A|2C|3A|3B|3D|40)")  # !$'()*,:;=@


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
            if rest != host and "." in rest and not NUMBER.fullmatch(rest.rpartition(".")[2]):
                host, stripped = rest, True
    return f"{host}{colon}{port}"


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
