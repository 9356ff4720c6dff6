"""Reindexing: gather, extract, split, embed, write, check, publish. What readers use is not touched
until the last step, which is one rename."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from index.crawling import gather_web
from index.embedding_once import Digests, embed_missing, read_embeddings
from index.errors import IndexFault, NothingToIndex
from index.forgetting import forget_in, named_address, unwanted_addresses
from index.gathering import drop_sources, extract_posts, gather
from index.ingest.sources import Source
from index.noise import measure_noise
from index.passages import embedded_sentence, embedded_text, split_post
from index.records import Encoder, Post
from index.report import Progress, Report, no_progress
from index.settings import Settings
from index.store.archive import Archive, open_archive
from index.store.catalog import Catalog, CatalogEntry, post_digest, write_catalog
from index.store.concordance import write_concordance
from index.store.generation import (
    check_generation,
    current_generation,
    new_generation_name,
    prune,
    publish,
    unfinished_generation,
    writer_lock,
)
from index.store.lexicon import LexiconRow, lexicon_row, write_lexicon
from index.store.manifest import Manifest, checksum_files, contents_digest, read_manifest, write_manifest
from index.store.noise import Noise, write_noise
from index.store.paths import GenerationPaths, IndexPaths
from index.store.post_lexicon import write_post_lexicon
from index.store.vectors import read_sentences, write_sentences, write_vectors
from index.store.visits import Visits
from index.wishes import Wish


def reindex(
    sources: Sequence[Source],
    index_folder: Path,
    settings: Settings,
    encoder: Encoder,
    *,
    drop: Sequence[str] = (),
    full: bool = False,
    progress: Progress = no_progress,
) -> Report:
    """Read `sources` anew, keep the index's other sources as they are, take out those named in `drop`.

    `full` asks the web for everything anew. What a crawl fetches is kept even where the run then fails.
    Raises BlogseekError, the published index then as before.
    """
    paths = IndexPaths(index_folder)
    report = Report()
    with writer_lock(paths), open_archive(paths.archive) as archive:
        run = _Run(paths, archive, settings, encoder, report, progress)
        try:
            posts = run.gather(sources, drop, full=full)
        except NothingToIndex:
            run.forget()  # all may be left out at its owners' wish
            raise
        entries = run.split(posts)
        contents = _contents(entries, encoder)
        if _is_published(paths, contents):
            report.generation = current_generation(paths)
        else:
            run.publish(entries, contents)
        run.forget()
    return report


def index_posts(
    posts: Sequence[tuple[str, Post]],
    index_folder: Path,
    settings: Settings,
    encoder: Encoder,
    *,
    progress: Progress = no_progress,
) -> Report:
    """Publish an index of just these (source, post), each as it is: none is merged or left out.

    For what is no blog and has been read already, as the collections that ranking is measured on. It is
    built anew even where the same is published; only what was embedded before is not embedded again.
    """
    paths = IndexPaths(index_folder)
    report = Report()
    with writer_lock(paths), open_archive(paths.archive) as archive:
        run = _Run(paths, archive, settings, encoder, report, progress)
        entries = run.split(posts)
        run.publish(entries, _contents(entries, encoder))
    return report


@dataclass(frozen=True, slots=True)
class _Run:
    """One reindexing, and what all of its steps need."""

    paths: IndexPaths
    archive: Archive
    settings: Settings
    encoder: Encoder
    report: Report
    progress: Progress

    def gather(self, sources: Sequence[Source], drop: Sequence[str], *, full: bool) -> list[tuple[str, Post]]:
        """Bring the archive up to date, and read the posts in it. Raises SourceError and NothingToIndex."""
        archive, settings, report = self.archive, self.settings, self.report
        with archive.transaction():
            unwanted = unwanted_addresses(archive, settings.optout)
        crawled = [source for source in sources if source.is_crawled]
        if crawled:
            with report.timed("crawl"):
                gather_web(crawled, archive, settings.crawl, unwanted, report, self.progress, full=full)
        with archive.transaction():
            with report.timed("gather"):
                read = [source for source in sources if not source.is_crawled]
                gather(read, archive, settings.sources, unwanted, report, self.progress)
                drop_sources(drop, archive)
            with report.timed("extract"):
                posts = extract_posts(archive, unwanted, report, self.progress)
            if not posts:
                raise NothingToIndex(_nothing_to_index(report, self.paths))
        return posts

    def split(self, posts: Sequence[tuple[str, Post]]) -> list[CatalogEntry]:
        """Cut the posts into passages, and count what has changed since the last generation."""
        with self.report.timed("split"):
            entries = _split(posts, self.settings, self.encoder)
        _count_changes(entries, self.paths, self.report)
        return entries

    def publish(self, entries: Sequence[CatalogEntry], contents: str) -> None:
        """Embed what is new, build a generation beside the others, check it, and make it the one in use."""
        archive, encoder, report = self.archive, self.encoder, self.report
        with report.timed("embed"):
            texts = _passage_texts(entries)
            digests, new = embed_missing(texts + _sentence_texts(entries), archive, encoder, self.progress)
            passages, sentences = digests[: len(texts)], digests[len(texts) :]
            report.embedded = len(new.intersection(passages))
        name = new_generation_name(self.paths)
        with unfinished_generation(self.paths, name) as building:
            with report.timed("write"):
                if report.receipt:
                    building.receipt.write_text(json.dumps(report.receipt, indent=1), encoding="utf-8")
                write_catalog(building.catalog, entries)
                write_lexicon(building.lexicon, _lexicon_rows(entries))
                write_post_lexicon(building.post_lexicon, (entry.post for entry in entries))
                write_concordance(building.concordance, (entry.post for entry in entries))
                write_vectors(building.vectors, read_embeddings(archive, encoder, passages), encoder.dim)
                rows = read_embeddings(archive, encoder, sentences)
                write_sentences(building.sentences, rows, len(sentences), encoder.dim)
                write_noise(building.noise, self._noise(entries, passages, building))
                write_manifest(building.manifest, _manifest(name, building, entries, encoder, contents))
            with report.timed("check"):
                check_generation(building)
            with report.timed("publish"):
                publish(self.paths, building, name)
        prune(self.paths, self.settings.store.generations_kept)
        report.generation, report.published = name, True

    def _noise(
        self, entries: Sequence[CatalogEntry], passages: Digests, building: GenerationPaths
    ) -> Noise:
        """How near the new generation's passages and sentences come to what they do not answer."""
        posts = np.arange(len(entries))
        counts = [[len(passage.sentences) for passage in entry.passages] for entry in entries]
        return measure_noise(
            self.encoder,
            read_embeddings(self.archive, self.encoder, passages),
            read_sentences(building.sentences),
            np.repeat(posts, [len(of_post) for of_post in counts]),
            np.repeat(posts, [sum(of_post) for of_post in counts]),
        )

    def forget(self) -> None:
        """Take what owners want left out, and what is gone, out of the earlier generations too."""
        with self.report.timed("forget"):
            optout = list(map(named_address, self.settings.optout.addresses))
            forget_in(self.paths, self.archive, optout, Wish.OPTED_OUT)
            # Also what a run that was stopped took out of the archive and no further.
            forget_in(self.paths, self.archive, Visits(self.archive.connection).without_page(), Wish.FOUND)


def _split(posts: Sequence[tuple[str, Post]], settings: Settings, encoder: Encoder) -> list[CatalogEntry]:
    target, longest = settings.passages.target_tokens, encoder.max_tokens
    return [
        CatalogEntry(
            source,
            post,
            split_post(post, encoder.count_tokens, target_tokens=target, max_tokens=longest),
        )
        for source, post in posts
    ]


def _contents(entries: Iterable[CatalogEntry], encoder: Encoder) -> str:
    """A digest of all that a generation of `entries` is made of."""
    described = ((entry.source, post_digest(entry.post), entry.passages) for entry in entries)
    return contents_digest(encoder.digest, described)


def _count_changes(entries: Sequence[CatalogEntry], paths: IndexPaths, report: Report) -> None:
    """Compare with what is published now."""
    try:
        before = Catalog(paths.generation(current_generation(paths)).catalog).digests()
    except IndexFault:  # none yet, or damaged and about to be replaced
        before = {}
    for entry in entries:
        known = before.pop(entry.post.url, None)
        if known is None:
            report.added += 1
        elif known[1] != post_digest(entry.post):
            report.changed += 1
        else:
            report.unchanged += 1
    report.removed = len(before)
    report.posts = len(entries)
    report.passages = sum(len(entry.passages) for entry in entries)


def _is_published(paths: IndexPaths, contents_digest: str) -> bool:
    """Whether the published generation is whole and holds just this."""
    try:
        generation = paths.generation(current_generation(paths))
        return read_manifest(generation.manifest).contents_digest == contents_digest and bool(
            check_generation(generation)
        )
    except IndexFault:
        return False


def _passage_texts(entries: Iterable[CatalogEntry]) -> list[str]:
    return [embedded_text(entry.post, passage) for entry in entries for passage in entry.passages]


def _sentence_texts(entries: Iterable[CatalogEntry]) -> list[str]:
    return [
        embedded_sentence(entry.post, passage, place)
        for entry in entries
        for passage in entry.passages
        for place in passage.sentences
    ]


def _lexicon_rows(entries: Iterable[CatalogEntry]) -> Iterator[LexiconRow]:
    passages = ((entry.post, passage) for entry in entries for passage in entry.passages)
    return (lexicon_row(passage_id, post, passage) for passage_id, (post, passage) in enumerate(passages))


def _manifest(
    name: str,
    building: GenerationPaths,
    entries: Sequence[CatalogEntry],
    encoder: Encoder,
    contents_digest: str,
) -> Manifest:
    return Manifest(
        generation=name,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        model_name=encoder.name,
        model_digest=encoder.digest,
        dim=encoder.dim,
        post_count=len(entries),
        passage_count=sum(len(entry.passages) for entry in entries),
        contents_digest=contents_digest,
        sources=tuple(sorted({entry.source for entry in entries})),
        files=checksum_files(building),
    )


def _nothing_to_index(report: Report, paths: IndexPaths) -> str:
    reasons = "; ".join(f"{skip.place}: {skip.reason}" for skip in report.skipped[:5])
    found = f"everything found was left out ({reasons})" if reasons else "no post files were found"
    return f"Nothing could be indexed: {found}. The index at {paths.root} is as it was."
