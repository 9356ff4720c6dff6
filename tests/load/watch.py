"""What a server's process takes, looked at from outside. Linux alone tells."""

import os
from pathlib import Path

from search.benchmarks.machine import Memory, memory_of

_NOTHING = Memory(0.0, 0.0)


def listening_process(address: str) -> Path | None:
    """The folder in /proc of the process that listens at `address`; None where Linux does not say."""
    port = f":{int(address.rsplit(':', 1)[1]):04X}"
    listening = {
        fields[9]
        for fields in map(str.split, Path("/proc/net/tcp").read_text().splitlines()[1:])
        if fields[1].endswith(port) and fields[3] == "0A"
    }
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            sockets = {str(file.readlink()) for file in (folder / "fd").iterdir()}
        except OSError:
            continue  # another user's, or gone by now
        if any(f"socket:[{inode}]" in sockets for inode in listening):
            return folder
    return None


def memory_taken(process: Path | None) -> Memory:
    """What it has in memory now."""
    return (memory_of(process) if process else None) or _NOTHING


def cpu_seconds(process: Path | None) -> float:
    """What it has taken of all cores since it began."""
    if process is None:
        return 0.0
    after_name = (process / "stat").read_text().rpartition(")")[2].split()
    user, system = after_name[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
