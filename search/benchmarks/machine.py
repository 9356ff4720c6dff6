"""What a figure was measured on: the machine, the versions, and how busy others kept it."""

import contextlib
import os
import platform
import resource
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = (
    "sentence-transformers", "transformers", "torch", "openvino", "faiss-cpu", "tantivy", "numpy",
)  # fmt: skip
_INSTRUCTIONS = ("avx2", "avx512f", "avx512_bf16", "amx_bf16")  # those that embedding makes use of


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine and its system. `load` is the mean number of processes that wanted a core in the minute
    before; more than 0.5 says that the figures were taken beside other work.
    """

    cores: int
    processor: str
    instructions: str
    memory_gb: float
    system: str
    python: str
    load: float


@dataclass(frozen=True, slots=True)
class Memory:
    """Of this process: all that it has in memory, and the part that is not just files mapped from disk."""

    resident_mb: float
    own_mb: float


def this_machine() -> Machine:
    """Look."""
    told = _first_values(Path("/proc/cpuinfo"))
    flags = set(told.get("flags", "").split())
    return Machine(
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        processor=told.get("model name") or platform.processor() or platform.machine(),
        instructions=" ".join(name for name in _INSTRUCTIONS if name in flags),
        memory_gb=round(_memory_bytes() / 1e9, 1),
        system=f"{platform.system()} {platform.release().split('-')[0]}",
        python=platform.python_version(),
        load=round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else 0.0,
    )


def package_versions() -> dict[str, str]:
    """{package: version} of those that decide speed."""
    found = {}
    for name in _PACKAGES:
        with contextlib.suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def memory_of(process: Path) -> Memory | None:
    """Of the process whose folder in /proc this is; None where Linux does not say."""
    told = _first_values(process / "status")
    if "VmRSS" not in told:
        return None
    resident, shared = (_kilobytes(told, name) for name in ("VmRSS", "RssFile"))
    return Memory(resident / 1000, (resident - shared) / 1000)


def memory_of_this_process() -> Memory:
    """What Linux says of now; elsewhere the most there ever was, for both."""
    if memory := memory_of(Path("/proc/self")):
        return memory
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak_mb = peak / (1e6 if sys.platform == "darwin" else 1e3)
    return Memory(peak_mb, peak_mb)


def folder_bytes(folder: Path) -> int:
    """What the files in `folder` take up; one with several names there counts once."""
    sizes = {}
    for path in folder.rglob("*"):
        if path.is_file():
            found = path.stat()
            sizes[found.st_ino] = found.st_size
    return sum(sizes.values())




def _kilobytes(told: dict[str, str], name: str) -> float:
    return 1.024 * float(told.get(name, "0 kB").split()[0])


def _memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0


def _first_values(path: Path) -> dict[str, str]:
    """{name: its first value} of lines of `name: value`; nothing where there is no such file."""
    values: dict[str, str] = {}
    with contextlib.suppress(OSError):
        for line in path.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition(":")
            values.setdefault(name.strip(), value.strip())
    return values
