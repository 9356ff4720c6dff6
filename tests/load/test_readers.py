"""Readers who ask at the same time, over a real server; how fast is for tests/load/readers.py to say."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from screenshots import page_server

from index.embedding import SentenceEncoder
from index.ingest.sources import identify
from index.pipeline import reindex
from index.settings import Settings
from tests.load.readers import let_ask, titles_to_ask

MOST_QUESTIONS, READERS = 6, 4


def test_readers_who_ask_at_once_each_see_the_answers_to_their_own_question(
    samples: Path, real_encoder: SentenceEncoder, tmp_path: Path
) -> None:
    reindex([identify(str(samples / "halfbyte"))], tmp_path / "index", Settings(), real_encoder)
    asked = titles_to_ask(tmp_path / "index", MOST_QUESTIONS)
    assert len({each.titles for each in asked}) > 1, "all questions have the same answers"

    with page_server(tmp_path / "index") as address, ThreadPoolExecutor() as pool:
        # In a thread of its own: a browser test before this one may have left its event loop in ours.
        # All ask all of it, each begins elsewhere: some first, others again.
        dealt = [asked[number:] + asked[:number] for number in range(READERS)]
        load = pool.submit(lambda: asyncio.run(let_ask(address, dealt))).result()

    assert len(load.cards_s) == len(asked) * READERS
    assert all(load.cards_s), "no cards were shown"
    assert not load.strangers
