"""Take the pictures of the page over an index of the sample posts: answers, the empty page, the topics.

Needs what requirements-dev.txt installs, and a Chromium.
"""

import argparse
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

from environment import PROJECT_ROOT, child_process, find_chromium, say, stop
from start import HOST, index_samples, wait_until_healthy

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUESTION = "why is my loaf so heavy and sticky inside?"
# A browser that asks nothing of the network but the page.
CHROMIUM_OPTIONS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync".split()
)


class View(StrEnum):
    """What the page shows; the value finds what it draws last."""

    ANSWERS = ".bs-card"
    EMPTY = ".bs-questions"
    TOPICS = "[data-testid=stVegaLiteChart] >> nth=1 >> svg.marks"

    def address(self, question: str) -> str:
        """What comes after the page's own address."""
        asked = {View.ANSWERS: {"q": question}, View.EMPTY: {}, View.TOPICS: {"topics": "topic"}}
        return f"?{urlencode(asked[self])}"


@dataclass(frozen=True)
class Picture:
    """A file's name, the view it shows and on what screen. Sizes are in CSS pixels."""

    name: str
    view: View
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    pixel_ratio: float = 1


SHOWN = (
    Picture("screenshot.png", View.ANSWERS, 1100, 760),
    Picture("screenshot-empty.png", View.EMPTY, 1100, 900),
    Picture("screenshot-topics.png", View.TOPICS, 1100, 860),
)
OTHERS = (
    Picture("screenshot-dark.png", View.ANSWERS, 1100, 760, "dark"),
    Picture("screenshot-phone.png", View.ANSWERS, 390, 780, pixel_ratio=2),
    Picture("screenshot-phone-dark.png", View.ANSWERS, 390, 780, "dark", pixel_ratio=2),
)


def parse_args(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Take the pictures of the page for the documentation.")
    parser.add_argument("--all", action="store_true", help="the dark page and the phone's too")
    parser.add_argument("--index", type=Path, metavar="DIR", help="an index (default: a new one of samples/)")
    parser.add_argument("--question", default=QUESTION, help="what is asked (default: %(default)s)")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", default=PROJECT_ROOT / "docs", help="where they go (default: docs)"
    )
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run; returns the exit code."""
    args = parse_args(argv)
    chromium = find_chromium() or stop("No Chromium was found; install it, or name it in BLOGSEEK_CHROMIUM.")
    pictures = (*SHOWN, *OTHERS) if args.all else SHOWN
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="blogseek-screenshots-") as scratch:
        index_folder = args.index.absolute() if args.index else Path(scratch, "index")
        if not args.index:
            index_samples(sys.executable, index_folder, dict(os.environ))
        with page_server(index_folder) as address, browser(chromium) as chrome:
            for picture in pictures:
                take(chrome, picture, f"{address}/{picture.view.address(args.question)}", args.out)
                say(f"{args.out / picture.name}")
    return 0


@contextlib.contextmanager
def page_server(index_folder: Path, variables: Mapping[str, str] = os.environ) -> Iterator[str]:
    """The page over the index in `index_folder`, at a free port, while the block runs. Gives its address."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.address", HOST, "--server.port", str(port)]
    with child_process(
        command,
        cwd=str(PROJECT_ROOT),
        env={**variables, "BLOGSEEK_INDEX": str(index_folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    ) as server:
        if not wait_until_healthy(server, port):
            stop("The page did not start; what is above may say why.")
        yield f"http://{HOST}:{port}"


@contextlib.contextmanager
def browser(chromium: str) -> Iterator["Browser"]:
    """A browser without a window, while the block runs."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        try:
            yield launched
        finally:
            launched.close()


def take(chrome: "Browser", picture: Picture, address: str, folder: Path) -> None:
    """Open `address` on the picture's screen and write the picture once all of it is there."""
    context = chrome.new_context(
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=picture.pixel_ratio,
        color_scheme=picture.scheme,
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(picture.view.value)
    if picture.view is not View.TOPICS:
        page.wait_for_selector("input")  # Streamlit fetches the code of the box last
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.evaluate("document.fonts.ready")
    page.screenshot(path=folder / picture.name, animations="disabled")
    context.close()


if __name__ == "__main__":
    sys.exit(main())
