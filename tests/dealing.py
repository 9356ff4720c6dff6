"""How the tests are dealt out to several processes, where several run them: by `scripts/test.py`, or `-n 2`.

A file is dealt as a whole, so that what its tests share is made once; and so is a folder of `TOGETHER`.
"""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/browser",)  # the page's server, its index and the browser are costly to make

# Dealt first, the longest first: one of them at the end would leave the other processes idle.
LONGEST = (
    "tests/browser",
    "tests/index/test_crawling.py",
    "tests/index/test_crawling_faults.py",
    "tests/scripts/test_benchmark.py",
    "tests/search/ui/test_page.py",
)


class Dealer(LoadScopeScheduling):
    """Deals files and folders; a process that has nearly done all of its share gets the next one."""

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        """As xdist makes it."""
        super().__init__(config, log)
        config.option.loadscopereorder = False  # by how many tests there are in each: that says little

    def _split_scope(self, nodeid: str) -> str:
        return share_of(nodeid)


def share_of(nodeid: str) -> str:
    """The file or folder that a test is dealt with."""
    file = nodeid.partition("::")[0]
    return next((folder for folder in TOGETHER if file.startswith(f"{folder}/")), file)


def turn_of(nodeid: str) -> int:
    """When its share is dealt: the longest first, and then all others."""
    share = share_of(nodeid)
    return LONGEST.index(share) if share in LONGEST else len(LONGEST)
