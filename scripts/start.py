"""Start Blogseek: set it up, index the sample posts if there is no index yet, and open the page.

The first start takes some minutes, later ones some seconds.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from pathlib import Path
from typing import Sequence

from environment import (
    INTERRUPTED,
    PROJECT_ROOT,
    RUN_REQUIREMENTS,
    child_process,
    require_python,
    run_child,
    say,
    set_up,
    stop,
)

HOST = "127.0.0.1"  # this computer alone
DEFAULT_PORT = 8501
LAST_PORT = 65535
START_TIMEOUT_S = 120.0  # the page usually answers within 5
POLL_S = 0.2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns its exit code."""
    options = parse_arguments(arguments)
    require_python()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a wish to end, just as Ctrl-C is
    try:
        require_free_port(options.port)
        index_folder = choose_index_folder(options.index)
        python = set_up(RUN_REQUIREMENTS)
        environment = dict(os.environ)
        if index_folder:
            environment["BLOGSEEK_INDEX"] = str(index_folder)
            if not has_index(index_folder):
                index_samples(python, index_folder, environment)
        require_free_port(options.port)  # the steps before may have taken minutes
    except KeyboardInterrupt:
        stop("Stopped; run this again to go on.", INTERRUPTED)
    return serve(python, options.port, environment, open_browser=not options.no_browser)


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line. Exits with a sentence where it cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--port", type=_port, default=DEFAULT_PORT, help="where the page answers (default: %(default)s)"
    )
    parser.add_argument(
        "--index",
        metavar="DIR",
        help="the folder that holds the index, or will\n"
        "(default: $BLOGSEEK_INDEX, else the one in blogseek.toml, else blogseek-index)",
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the page's address")
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= LAST_PORT:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to {LAST_PORT}, not {text!r}")
    return int(text)


def require_free_port(port: int) -> None:
    """Exit with one sentence where no page can be served at `port`."""
    another = port + 1 if port < LAST_PORT else DEFAULT_PORT
    advice = f"choose another, for example: python3 scripts/start.py --port {another}"
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex((HOST, port)) == 0:
            stop(f"Port {port} is taken by another program, or by Blogseek itself; {advice}")
    with socket.socket() as probe:
        if os.name != "nt":  # there it means another thing, and the port need not rest after use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            stop(f"Port {port} needs rights that you do not have; choose one above 1023 with --port.")
        except OSError:
            stop(f"Port {port} is taken by another program; {advice}")


def choose_index_folder(given: str | None) -> Path | None:
    """The index's folder, absolute: the command line's word, else what the settings say.

    None where these say that readers find the index elsewhere.
    """
    if given:
        return Path(given).expanduser().absolute()
    # Only now, as these need the Python that was checked for; they use nothing that is installed.
    sys.path.insert(0, str(PROJECT_ROOT))
    from index.errors import SettingsError
    from index.settings import load_settings

    try:
        settings = load_settings()
        return None if settings.is_shared(settings.index_folder()) else settings.index_folder()
    except SettingsError as error:
        stop(str(error))


def has_index(index_folder: Path) -> bool:
    """Whether an index was published in `index_folder` (see index/store/paths.py)."""
    return (index_folder / "CURRENT").exists()


def index_samples(python: str, index_folder: Path, environment: dict[str, str]) -> None:
    """Make an index of the sample posts. Exits with one sentence where that fails."""
    say(f"There is no index in {index_folder} yet; making one of the sample posts ...")
    command = [python, "scripts/reindex.py", "samples", "--index", str(index_folder)]
    code = run_child(command, cwd=str(PROJECT_ROOT), env=environment)
    if code != 0:
        stop("The sample posts could not be indexed, for the reason above; run this again to retry.", code)


def serve(python: str, port: int, environment: dict[str, str], open_browser: bool) -> int:
    """Serve the page until Ctrl-C or SIGTERM. Returns 0 then, 1 where it ended in any other way."""
    command = [python, "-m", "streamlit", "run", "app.py"]
    command += ["--server.address", HOST, "--server.port", str(port), "--server.headless", "true"]
    address = f"http://{HOST}:{port}"
    try:
        say("Starting the page ...")
        with child_process(
            command,
            cwd=str(PROJECT_ROOT),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # its greeting repeats the address; what goes wrong is on stderr
        ) as page:
            if not wait_until_healthy(page, port):
                stop("The page did not start; what is above may say why.")
            say(f"Blogseek is at {address} (Ctrl-C ends it)")
            if open_browser and can_show_browser():
                webbrowser.open(address)
            while page.poll() is None:
                time.sleep(POLL_S)
            stop(f"The page ended by itself (exit code {page.returncode}); what is above may say why.")
    except KeyboardInterrupt:
        say("\nBlogseek has ended.")
    return 0


def wait_until_healthy(page: subprocess.Popen[str], port: int) -> bool:
    """Wait until the page answers. False where it ended, or START_TIMEOUT_S went by."""
    deadline = time.monotonic() + START_TIMEOUT_S
    while page.poll() is None and time.monotonic() < deadline:
        # http.client knows nothing of proxies, which an address of this computer must not go through.
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == http.client.OK:
                return True
        time.sleep(POLL_S)
    return False


def can_show_browser() -> bool:
    """Whether a browser has a screen: without one, webbrowser would fill the terminal with a text browser."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return os.name == "nt" or sys.platform == "darwin" or any(os.environ.get(name) for name in screens)


if __name__ == "__main__":
    sys.exit(main())
