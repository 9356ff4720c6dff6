"""Lists of links to other sites, as posts give them that tell what their writers read. Pure.

A finder of text takes them for menus. But a menu, or a list of related posts, leads to pages of its own site.
"""

from collections.abc import Sequence
from itertools import groupby
from urllib.parse import urlsplit

from index.ingest.extract.lines import Line

_FEWEST = 3  # links one below the other: fewer are offers, or say whose a picture is
# Nor do they lead to so few sites: those are offers of a few shops, or what one author wrote elsewhere. With
# two sites for any number of links, the tune half of WCXB has .0001 of F1 less.
_FEWEST_SITES = 3
_FEWEST_SITES_OF_ALL = 0.5
_MOSTLY_OTHERS = 0.7


def lists_of_links(lines: Sequence[Line], address: str) -> list[list[Line]]:
    """The runs of lines that all lead to other sites than that of `address`, with the headings over them.

    There are none where `address` names no site.
    """
    own = site_of(address)
    if not own:
        return []
    sites = {line: _other_sites(line, own) for line in lines}
    runs = groupby(lines, key=lambda line: bool(line.level or sites[line]))
    lists = [list(run) for is_linked, run in runs if is_linked]
    return [run for run in lists if _is_list([site for line in run for site in sites[line]])]


def lead_elsewhere(lines: Sequence[Line]) -> bool:
    """Whether lines lead to several sites, and seldom twice to one: no site tells so of its own pages."""
    targets = [target for line in lines for target in line.targets]
    sites = {site_of(target) for target in targets}
    return len(sites) >= max(2, _MOSTLY_OTHERS * len(targets)) and all(map(_is_whole, targets))


def _is_list(sites: Sequence[str]) -> bool:
    return len(sites) >= _FEWEST and len(set(sites)) >= max(_FEWEST_SITES, _FEWEST_SITES_OF_ALL * len(sites))


def _other_sites(line: Line, own: str) -> Sequence[str]:
    """The sites that a line leads to; none where a link leads to its own, or tells another site of it."""
    if not all(_is_whole(target) and own not in target for target in line.targets):
        return ()
    return [site_of(target) for target in line.targets]


def _is_whole(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def site_of(address: str) -> str:
    """The name of the host in an address, without "www."; empty where there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
