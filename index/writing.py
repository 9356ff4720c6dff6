"""Every file of a generation but its manifest: written anew, or what has changed of an earlier one."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event

import numpy as np

from index.noise import measure_noise
from index.own_questions import own_questions
from index.records import Encoder
from index.splitting import passage_count, sentence_count
from index.store.catalog import Catalog
from index.store.catalog_writing import CatalogEntry, write_catalog
from index.store.concordance import write_concordance
from index.store.extending import Additions, extend
from index.store.lexicon import LexiconRow, lexicon_row, write_lexicon
from index.store.manifest import read_manifest
from index.store.noise import Noise, write_noise
from index.store.paths import GenerationPaths
from index.store.post_lexicon import write_post_lexicon
from index.store.questions import read_questions, write_questions
from index.store.topics import read_topics, write_topics
from index.store.vector_file import VectorFile, write_vectors
from index.store.vector_search import VectorSearch
from index.store.vector_search_choice import choose_vector_search
from index.store.vectors import read_sentences, write_sentences
from index.topics.changing import change_topics
from index.topics.finding import find_topics
from index.topics.posts import Posts
from index.worth_asking import find_questions


@dataclass(frozen=True, slots=True)
class Written:
    """What a manifest says of how a generation was written; its fields are called as there."""

    passage_count: int
    vector_search: VectorSearch
    loose_passages: int = 0
    gone_posts: int = 0


@contextmanager
def texts_written_meanwhile(building: GenerationPaths, entries: Sequence[CatalogEntry]) -> Iterator[None]:
    """Write all of `entries` that takes no embeddings, while the block makes these; it is there after it.

    It keeps one core at work, and the model all: after the model, the others would be idle meanwhile.
    """
    stopped = Event()
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(_write_texts, building, entries, stopped)
        try:
            yield
        except BaseException:
            stopped.set()  # or a stopped run would go on for minutes
            raise
    writing.result()


def write_generation(building: GenerationPaths, posts: Additions, encoder: Encoder) -> Written:
    """Write `posts` and nothing else, where their texts are written already."""
    entries = posts.entries
    write_vectors(building.vectors, posts.passages, encoder.dim)
    write_sentences(building.sentences, posts.sentences, sentence_count(entries), encoder.dim)
    with ThreadPoolExecutor(1) as pool:  # topics keep one core at work
        topics = pool.submit(lambda: find_topics(Posts.open(building), encoder))
        write_noise(building.noise, _noise(building, entries, encoder))
        write_questions(building.questions, find_questions(entries, VectorFile(building.vectors), encoder))
    write_topics(building.topics, topics.result())
    # Not beside topics: either says for the whole process how many threads calculate.
    search = choose_vector_search(building.vectors, lambda: encoder.encode_queries(own_questions(entries)))
    return Written(passage_count(entries), search)


def extend_generation(
    earlier: GenerationPaths, building: GenerationPaths, gone: Sequence[int], new: Additions, encoder: Encoder
) -> Written:
    """Write what `earlier` is without the posts of the ids `gone` and with those that are `new`.

    Raises IndexBroken where a file of `earlier` is damaged.
    """
    before = read_manifest(earlier.manifest)
    first_new = Catalog(earlier.catalog).next_ids().post
    new_ids = range(first_new, first_new + len(new.entries))
    gone_passages = extend(earlier, building, gone, new, encoder.dim)
    posts, topics = Posts.open(building), read_topics(earlier.topics)
    changed = find_topics(posts, encoder) if topics is None else change_topics(topics, posts, gone, new_ids)
    write_topics(building.topics, changed)
    absent = set(gone)
    questions = [each for each in read_questions(earlier.questions) if each.post_id not in absent]
    write_questions(building.questions, questions)
    new_passages = passage_count(new.entries)
    return Written(
        passage_count=before.passage_count - gone_passages + new_passages,
        vector_search=before.vector_search,
        loose_passages=before.loose_passages + gone_passages + new_passages,
        gone_posts=before.gone_posts + len(gone),
    )


class _Stopped(Exception):
    """What is written is not wanted any more."""


def _write_texts(building: GenerationPaths, entries: Sequence[CatalogEntry], stopped: Event) -> None:
    def wanted() -> Iterator[CatalogEntry]:
        for entry in entries:
            if stopped.is_set():
                raise _Stopped
            yield entry

    write_catalog(building.catalog, wanted())
    write_lexicon(building.lexicon, _lexicon_rows(wanted()))
    write_post_lexicon(building.post_lexicon, (entry.post for entry in wanted()))
    write_concordance(building.concordance, (entry.post for entry in wanted()))


def _lexicon_rows(entries: Iterable[CatalogEntry]) -> Iterator[LexiconRow]:
    passages = ((entry.post, passage) for entry in entries for passage in entry.passages)
    return (lexicon_row(passage_id, post, passage) for passage_id, (post, passage) in enumerate(passages))


def _noise(building: GenerationPaths, entries: Sequence[CatalogEntry], encoder: Encoder) -> Noise:
    """How near the new generation's passages and sentences come to what they do not answer."""
    posts = np.arange(len(entries))
    counts = [[len(passage.sentences) for passage in entry.passages] for entry in entries]
    return measure_noise(
        encoder,
        VectorFile(building.vectors).batches(),
        np.asarray(read_sentences(building.sentences)),
        np.repeat(posts, [len(of_post) for of_post in counts]),
        np.repeat(posts, [sum(of_post) for of_post in counts]),
    )
