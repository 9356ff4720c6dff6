"""What a run's report says on a terminal. Pure."""

from collections.abc import Sequence
from pathlib import Path

from index.records import Skipped
from index.report import Doubt, Report
from index.site_chrome import Learnt
from index.wording import counted

_MOST_SITES = 50
_MOST_REASONS = 40
_MOST_NAMED = 3


def summary(report: Report, folder: Path) -> str:
    """The report for people."""
    lines = [site.line() for site in report.sites[:_MOST_SITES]]
    if len(report.sites) > _MOST_SITES:
        lines.append(f"… and {len(report.sites) - _MOST_SITES:,} more sites")
    lines += [
        f"{counted(report.posts, 'post')}: {report.added:,} added, {report.changed:,} changed, "
        f"{report.unchanged:,} unchanged, {report.removed:,} removed.",
        f"{counted(report.passages, 'passage')}, {report.embedded:,} of them embedded now.",
        *([] if report.vector_search.is_exact else [str(report.vector_search)]),
        *_left_out(report.skipped),
        *_learnt(report.learnt),
        *_doubtful(report.doubts),
        *report.notes,
        "Seconds: " + ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in report.seconds.items()),
    ]
    if report.published:
        lines.append(f"Published as {report.generation} in {folder}.")
    else:
        lines.append("Nothing has changed, so the published index stays.")
    return "\n".join(lines)


def _left_out(skipped: Sequence[Skipped]) -> list[str]:
    """What was left out, by reason, the rarest first: what is common is seldom a surprise."""
    if not skipped:
        return []
    by_reason: dict[str, list[str]] = {}
    for skip in skipped:
        by_reason.setdefault(skip.reason, []).append(skip.place)
    lines = [f"{len(skipped):,} left out:"]
    for reason, places in sorted(by_reason.items(), key=lambda item: len(item[1]))[:_MOST_REASONS]:
        lines.append(f"  {_first_few(places)}: {reason}")
    if len(by_reason) > _MOST_REASONS or any(len(places) > _MOST_NAMED for places in by_reason.values()):
        lines.append("  (--report FILE names every one)")
    return lines


def _doubtful(doubts: Sequence[Doubt]) -> list[str]:
    """The posts to look at, since they may have been read wrongly."""
    if not doubts:
        return []
    where_all_are = " (--json)" if len(doubts) > _MOST_NAMED else ""
    return [f"Read with little confidence: {_first_few([doubt.place for doubt in doubts])}{where_all_are}."]


def _learnt(learnt: Sequence[Learnt]) -> list[str]:
    """What was found to be chrome, a line for each site, the most frequent first."""
    by_site: dict[str, list[Learnt]] = {}
    for line in sorted(learnt, key=lambda line: -line.posts):
        by_site.setdefault(line.site, []).append(line)
    lines = []
    for site, found in list(by_site.items())[:_MOST_SITES]:
        named = _first_few([f'"{line.line}" ({line.posts:,} posts)' for line in found])
        lines.append(f"Learnt as chrome of {site}: {named}.")
    return lines


def _first_few(names: Sequence[str]) -> str:
    """
    >>> _first_few(["a", "b", "c"]), _first_few(["a", "b", "c", "d", "e"])
    ('a, b, c', 'a, b, c and 2 more')
    """
    rest = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {rest:,} more" if rest > 0 else "")


def receipt(report: Report) -> str:
    """What was asked of each host, a line each."""
    lines = ["Asked of each host:"]
    for host in report.receipt:
        share = f"{100 * float(host['not_modified_share'] or 0):.0f} % unchanged"
        pause = "" if host["least_delay_s"] is None else f", at least {host['least_delay_s']} s apart"
        wanted = f" (it wants {host['crawl_delay_s']} s)" if host["crawl_delay_s"] else ""
        waits = (
            f", {host['back_offs']} back-offs of {host['back_off_s']} s in all" if host["back_offs"] else ""
        )
        asked = f"{host['requests']:,} requests, {host['bytes']:,} bytes, {share}{pause}{wanted}{waits}"
        robots = f"robots.txt {host['robots']}, {host['disallowed']} addresses left alone"
        lines.append(f"  {host['host']}: {asked}; {robots}")
    return "\n".join(lines if report.receipt else ["No host was asked for anything."])
