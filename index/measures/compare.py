"""Extractors run over the same labelled pages, on all cores, none for too long on any page."""

import multiprocessing
import os
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import replace
from pathlib import Path

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from index.measures.labels import Label, read_page
from index.measures.scores import Reading
from index.measures.tools import extractor

LONGEST_READ_S = 20.0


def read_all(
    labels: Sequence[Label],
    tools: Sequence[str],
    *,
    workers: int | None = None,
    longest_s: float = LONGEST_READ_S,
) -> Mapping[str, Mapping[str, Reading]]:
    """{tool: {page's id: what it read}}: nothing where a tool breaks or takes longer than `longest_s`."""
    under_way: list[tuple[str, str, ProcessFuture[Reading]]] = []
    context = multiprocessing.get_context("spawn")
    with ProcessPool(max_workers=workers or os.cpu_count() or 1, context=context) as pool:
        for label in labels:  # tool by tool on each page, so that all are timed under the same load
            for tool in tools:
                arguments = [tool, label.path, label.url]
                under_way.append((tool, label.id, pool.schedule(read_one, args=arguments, timeout=longest_s)))
        readings: dict[str, dict[str, Reading]] = {tool: {} for tool in tools}
        for tool, page_id, future in under_way:
            readings[tool][page_id] = _outcome(future, longest_s)
    return readings


def read_one(tool: str, path: Path, url: str) -> Reading:
    """What `tool` reads off one page, and the time that it took; what it breaks with is its error."""
    read = extractor(tool)  # loaded before the clock is started
    try:
        markup = read_page(path)
        started = time.process_time()
        try:
            reading = read(markup, url)
        except Exception as error:  # noqa: BLE001 - that a tool breaks is a result
            reading = Reading(error=f"{type(error).__name__}: {error}"[:200])
        return replace(reading, cpu_s=time.process_time() - started)
    except OSError as error:
        return Reading(error=f"the page cannot be read: {error}")


def _outcome(future: "ProcessFuture[Reading]", longest_s: float) -> Reading:
    try:
        return future.result()
    except TookTooLong:
        return Reading(error=f"takes longer than {longest_s:.0f} s", cpu_s=longest_s)
    except ProcessExpired:
        return Reading(error="brought its process down")
