"""Markdown with front matter that no known generator's configuration lies beside: what is a post."""

from index.ingest.trees.sections import Sections
from index.ingest.trees.site import NOT_A_POST, Entry, Site, Verdict, is_page_name


def open_plain(kind: str, sections: Sections) -> Site:
    """The site in a folder of which nothing else is known: no address of it, and so no links."""

    def judge(entry: Entry) -> Verdict:
        is_post = sections.is_dated(entry.place, entry.matter) and not is_page_name(entry.place)
        return Verdict() if is_post else Verdict(reason=NOT_A_POST)

    return Site(kind=kind, judge=judge)
