"""What a benchmark found, with all that is needed to judge it, as JSON and as a part of a document. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from textwrap import fill
from typing import Any

from search.benchmarks.machine import Machine, package_versions, this_machine
from search.benchmarks.timing import Latency, Spread

Row = Mapping[str, Any]
_QUIET = 0.5  # a load above it is somebody else's


@dataclass(frozen=True, slots=True)
class Figures:
    """The rows of one benchmark, and what is to be said about them. The machine is looked at when it is made,
    which is before the work: its load is then that of others.
    """

    benchmark: str
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    machine: Machine = field(default_factory=this_machine)
    versions: dict[str, str] = field(default_factory=package_versions)
    measured_at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))

    def as_object(self) -> dict[str, Any]:
        """All of it, as JSON takes it."""
        return asdict(self)


def with_context(table: str, figures: Figures) -> str:
    """The table, then its notes, then the machine and the versions."""
    return "\n\n".join([table, *map(_wrapped, (*figures.notes, machine_line(figures)))])


def machine_line(figures: Figures) -> str:
    """One sentence on what it was measured on."""
    machine = figures.machine
    versions = ", ".join(f"{name} {number}" for name, number in figures.versions.items())
    busy = f", beside other work (load {machine.load:.1f})" if machine.load > _QUIET else ""
    processor = f"{machine.cores} cores of {machine.processor} ({machine.instructions})"
    system = f"{machine.memory_gb:.0f} GB, {machine.system}{busy}; Python {machine.python}"
    return f"*{figures.measured_at[:10]}: {processor}, {system}, {versions}.*"


def _wrapped(text: str) -> str:
    return "\n".join(fill(line, 110, break_on_hyphens=False) for line in text.splitlines())


def spread_cell(found: Spread, places: int = 0) -> str:
    """The median, and in brackets the least and the most."""
    return f"{found.median:,.{places}f} ({found.least:,.{places}f} … {found.most:,.{places}f})"


def latency_cell(found: Latency) -> str:
    """p50 / p95."""
    return f"{found.p50_ms:.0f} / {found.p95_ms:.0f}"
