"""Starts the crawling process and passes on what it finds."""

import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from index.errors import SourceError
from index.ingest.web.messages import CrawlEnded, Job, Message
from index.settings import PROJECT_ROOT

_PATIENCE_S = 10.0  # for the process to end by itself, once it is not wanted any more


def crawl(job: Job) -> Iterator[Message]:
    """Crawl, and yield what is found as it is found. Raises SourceError where the process breaks down.

    The process ends when this iterator is closed, and when this process dies: nobody reads its messages then.
    """
    command = [sys.executable, "-m", "index.ingest.web.worker"]
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            command, cwd=PROJECT_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints
        )
        if process.stdin is None or process.stdout is None:
            raise AssertionError("pipes were asked for")
        try:
            with process.stdin:
                pickle.dump(job, process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            while True:
                message: Message = pickle.load(process.stdout)  # noqa: S301 - from our own process
                yield message
                if isinstance(message, CrawlEnded):
                    return
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            complaints.seek(0)
            told = complaints.read().decode(errors="replace").strip()
            last = told.rpartition("\n")[2] or "it gave no reason"
            raise SourceError(
                f"The crawl broke off ({last}); what was fetched is kept, so run it again to go on."
            ) from error
        finally:
            process.stdout.close()
            process.terminate()
            try:
                process.wait(_PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
