"""Reindexing: gather, extract, split, embed, write, check, publish. What readers use is not touched
until the last step, which is one rename."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from index.errors import IndexFault, NothingToIndex
from index.gathering import extract_posts, gather
from index.ingest.sources import Source
from index.passages import embedded_text, split_post
from index.records import Embeddings, Encoder, Post
from index.report import Progress, Report, no_progress
from index.settings import Settings
from index.store.archive import Archive, open_archive, text_digest
from index.store.catalog import Catalog, CatalogEntry, post_digest, write_catalog
from index.store.generation import (
    check_generation,
    current_generation,
    new_generation_name,
    prune,
    publish,
    unfinished_generation,
    writer_lock,
)
from index.store.lexicon import LexiconRow, write_lexicon
from index.store.manifest import FORMAT_VERSION, Manifest, checksum_files, read_manifest, write_manifest
from index.store.paths import GenerationPaths, IndexPaths
from index.store.vectors import write_sentences, write_vectors

TEXTS_PER_WRITE = 256  # embedded between two writes to the archive: what a stopped run loses at most
ROWS_PER_READ = 4096

Digests = list[bytes]  # of texts that are embedded, in order


def reindex(
    sources: Sequence[Source],
    index_folder: Path,
    settings: Settings,
    encoder: Encoder,
    *,
    drop: Sequence[str] = (),
    progress: Progress = no_progress,
) -> Report:
    """Read `sources` anew, keep the index's other sources as they are, take out those named in `drop`.

    Raises BlogseekError, the published index then as before.
    """
    paths = IndexPaths(index_folder)
    report = Report()
    with writer_lock(paths), open_archive(paths.archive) as archive:
        with archive.transaction():
            with report.timed("gather"):
                gather(sources, drop, archive, settings.sources, report, progress)
            with report.timed("extract"):
                posts = extract_posts(archive, report, progress)
            if not posts:
                raise NothingToIndex(_nothing_to_index(report, paths))
        with report.timed("split"):
            entries = _split(posts, settings, encoder)
        _count_changes(entries, paths, report)
        contents = _contents_digest(entries, encoder)
        if _is_published(paths, contents):
            report.generation = current_generation(paths)
            return report
        with report.timed("embed"):
            texts = _passage_texts(entries), _sentence_texts(entries)
            passages, sentences = _embed(texts, archive, encoder, report, progress)
        name = new_generation_name(paths)
        with unfinished_generation(paths, name) as building:
            with report.timed("write"):
                write_catalog(building.catalog, entries)
                write_lexicon(building.lexicon, _lexicon_rows(entries))
                write_vectors(building.vectors, _rows(archive, encoder, passages), encoder.dim)
                rows = _rows(archive, encoder, sentences)
                write_sentences(building.sentences, rows, len(sentences), encoder.dim)
                manifest = _manifest(name, building, entries, encoder, contents)
                write_manifest(building.manifest, manifest)
            with report.timed("check"):
                check_generation(building)
            with report.timed("publish"):
                publish(paths, building, name)
        prune(paths, settings.store.generations_kept)
        report.generation, report.published = name, True
    return report


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


def _contents_digest(entries: Iterable[CatalogEntry], encoder: Encoder) -> str:
    """SHA-256 over all that a generation is made from."""
    digest = hashlib.sha256(f"{FORMAT_VERSION} {encoder.digest}".encode())
    for entry in entries:
        digest.update(f"{entry.source} {post_digest(entry.post)} {entry.passages!r}".encode())
    return digest.hexdigest()


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
        entry.post.text[start:end]
        for entry in entries
        for passage in entry.passages
        for start, end in passage.sentences
    ]


def _embed(
    texts: tuple[list[str], list[str]],
    archive: Archive,
    encoder: Encoder,
    report: Report,
    progress: Progress,
) -> tuple[Digests, Digests]:
    """Make sure that the archive holds an embedding for each text; returns the digests of both lists."""
    passages, sentences = ([text_digest(text) for text in part] for part in texts)
    text_of = dict(zip(passages + sentences, texts[0] + texts[1], strict=True))
    known = archive.known_embeddings(encoder.digest, text_of)
    missing = {digest: text for digest, text in text_of.items() if digest not in known}
    report.embedded = len(missing.keys() & set(passages))
    # By length: texts of like length share a batch, so that little of it is padding. Longest first, so
    # that the time left is over- rather than underrated.
    todo = sorted(missing.items(), key=lambda item: -len(item[1]))
    for start in range(0, len(todo), TEXTS_PER_WRITE):
        batch = todo[start : start + TEXTS_PER_WRITE]
        rows = encoder.encode_passages([text for _, text in batch])
        archive.keep_embeddings(encoder.digest, [digest for digest, _ in batch], rows)
        progress("embed", start + len(batch), len(todo))
    return passages, sentences


def _rows(archive: Archive, encoder: Encoder, digests: Digests) -> Iterator[Embeddings]:
    """The embeddings of `digests`, in order, batch by batch: (up to ROWS_PER_READ, dim)."""
    for start in range(0, len(digests), ROWS_PER_READ):
        batch = digests[start : start + ROWS_PER_READ]
        known = archive.embeddings(encoder.digest, batch)
        yield np.stack([known[digest] for digest in batch])


def _lexicon_rows(entries: Iterable[CatalogEntry]) -> Iterator[LexiconRow]:
    passages = ((entry.post, passage) for entry in entries for passage in entry.passages)
    for passage_id, (post, passage) in enumerate(passages):
        yield LexiconRow(
            passage_id=passage_id,
            text=post.text[passage.start_char : passage.end_char],
            headings="\n".join(passage.heading_path),
            title=post.title,
            tags="\n".join(post.tags),
        )


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
