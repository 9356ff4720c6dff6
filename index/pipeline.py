"""Reindexing: gather, extract, split, embed, write, check, publish. What readers use is not touched
until the last step, which is one rename."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from index.addresses.named import named_address
from index.changes import FEWEST_PASSAGES, MOST_LOOSE, Changes, FoundPost, compare
from index.copies_in_use import claim_copy, release_copies
from index.crawling import gather_web
from index.crew import hire
from index.embedding_once import Digests, embed_missing, read_passages, read_sentences
from index.errors import IndexBroken, NothingToIndex
from index.finding import find_posts
from index.forgetting import forget_in, unwanted_addresses
from index.gathering import drop_sources, gather
from index.ingest.sources import Source
from index.precision import in_precision
from index.published import published_manifest, published_posts
from index.quantising import require_nncf
from index.records import Embeddings, PassageEncoder, Post
from index.report import Progress, Report, no_progress, telling, why_nothing
from index.settings import Settings
from index.splitting import passage_count, passage_texts, split_posts, splitter_digest
from index.store.archive import Archive, open_archive
from index.store.catalog_writing import CatalogEntry
from index.store.extending import Additions
from index.store.generation import (
    check_generation,
    current_generation,
    new_generation_name,
    prune,
    publish,
    unfinished_generation,
    writer_lock,
)
from index.store.manifest import (
    Manifest,
    checksum_files,
    contents_digest,
    stamp_files,
    write_manifest,
)
from index.store.paths import GenerationPaths, IndexPaths
from index.store.shortlist import SHORTLIST_FROM
from index.store.vector_search import FOUND_TOO_FEW
from index.store.visits import Visits
from index.wishes import Wish
from index.writing import Written, extend_generation, texts_written_meanwhile, write_generation


def reindex(
    sources: Sequence[Source],
    index_folder: Path,
    settings: Settings,
    encoder: PassageEncoder,
    *,
    drop: Sequence[str] = (),
    full: bool = False,
    progress: Progress = no_progress,
) -> Report:
    """Read `sources` anew, keep the index's other sources as they are, take out those named in `drop`.

    `full` asks the web for everything anew, and reads files and pages that are as they were, too. What a
    crawl fetches is kept even where the run then fails.
    Raises BlogseekError, the published index then as before.
    """
    require_nncf(settings.embedding)
    paths = IndexPaths(index_folder)
    report = Report()
    with writer_lock(paths), open_archive(paths.archive) as archive:
        run = _Run(paths, archive, settings, encoder, report, progress)
        try:
            posts = run.gather(sources, drop, full=full)
        except NothingToIndex:
            before = published_manifest(paths)
            run.forget()  # all may be left out at its owners' wish
            if published_manifest(paths) == before:
                raise
            raise NothingToIndex(why_nothing(report, paths.root, drop, is_as_it_was=False)) from None
        run = run.in_precision(posts)
        run.publish(posts)
        run.forget()
    return report


def index_posts(
    posts: Sequence[tuple[str, Post]],
    index_folder: Path,
    settings: Settings,
    encoder: PassageEncoder,
    *,
    is_anew: bool = True,
    progress: Progress = no_progress,
) -> Report:
    """Publish an index of just these (source, post), each as it is: none is merged or left out.

    For what is no blog and has been read already, as the collections that ranking is measured on. It is
    built anew even where the same is published, unless `is_anew` is false: then only what has changed is
    written, as in `reindex`. What was embedded before is not embedded again.
    """
    require_nncf(settings.embedding)
    paths = IndexPaths(index_folder)
    report = Report()
    with writer_lock(paths), open_archive(paths.archive) as archive:
        run = _Run(paths, archive, settings, encoder, report, progress)
        found = [FoundPost.of(source, post) for source, post in posts]
        run.in_precision(found).publish(found, is_anew=is_anew)
    return report


@dataclass(frozen=True, slots=True)
class _Run:
    """One reindexing, and what all of its steps need."""

    paths: IndexPaths
    archive: Archive
    settings: Settings
    encoder: PassageEncoder
    report: Report
    progress: Progress

    def gather(self, sources: Sequence[Source], drop: Sequence[str], *, full: bool) -> list[FoundPost]:
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
                gather(read, archive, settings.sources, unwanted, report, self.progress, full=full)
                drop_sources(drop, archive)
            with report.timed("extract"):
                for source in sources if full else ():
                    archive.forget_extracted(source.name)  # a page that took too long may do so no more
                posts = find_posts(archive, unwanted, report, self.progress)
            if not posts:
                raise NothingToIndex(why_nothing(report, self.paths.root, drop))
        return posts

    def in_precision(self, found: Sequence[FoundPost]) -> "_Run":
        """With the encoder that the settings ask for."""
        published = published_manifest(self.paths)
        known = published.copy_digest if published else ""
        encoder = in_precision(self.encoder, known, found, self.settings, self.report)
        if encoder.passage_digest != encoder.digest:
            claim_copy(encoder.digest, encoder.passage_digest, self.paths.root)
        return replace(self, encoder=encoder)

    def publish(self, found: Sequence[FoundPost], *, is_anew: bool = False) -> None:
        """Make an index of just what was `found` the one in use, unless it is so already.

        Where little has changed, only that is written; all is where much has, or where `is_anew`.
        """
        report = self.report
        with report.timed("compare"):
            published = published_manifest(self.paths)
            changes = compare(found, published_posts(self.paths))
            contents = contents_digest(
                self.encoder.passage_digest, self._splitter, map(_source_and_digest, found)
            )
        report.added, report.changed, report.removed = changes.added, changes.changed, changes.removed
        report.posts, report.unchanged = len(found), changes.unchanged
        is_up_to_date = published and published.contents_digest == contents and published.has_topics
        if published and is_up_to_date and not is_anew:
            report.generation = current_generation(self.paths)
            report.passages = published.passage_count
            return
        extended = None if is_anew else self._extendable(published, changes)
        try:
            self._build(found, changes, contents, extended)
        except IndexBroken:
            if extended is None:
                raise
            self._build(found, changes, contents, None)  # a shared file is damaged, though it looks whole

    def _build(
        self, found: Sequence[FoundPost], changes: Changes, contents: str, extended: Manifest | None
    ) -> None:
        """Publish what was `found`: all written anew, or the `changes` added to what is published."""
        report = self.report
        entries = self._split(changes.new if extended else found)
        name = new_generation_name(self.paths)
        with unfinished_generation(self.paths, name) as building:
            with report.timed("embed"):
                meanwhile = nullcontext() if extended else texts_written_meanwhile(building, entries)
                with meanwhile:
                    embedded = self._embed(entries)
            with report.timed("write"):
                posts = Additions(entries, *self._rows(embedded))
                if extended:
                    earlier = self.paths.generation(current_generation(self.paths))
                    written = extend_generation(earlier, building, changes.gone, posts, self.encoder)
                else:
                    written = write_generation(building, posts, self.encoder)
                if report.receipt:
                    building.receipt.write_text(json.dumps(report.receipt, indent=1), encoding="utf-8")
                files = checksum_files(building, extended)
                manifest = self._manifest(name, building, found, contents, files, written)
                write_manifest(building.manifest, manifest)
            with report.timed("check"):
                check_generation(building, is_quick=extended is not None)
            with report.timed("publish"):
                publish(self.paths, building, name)
        prune(self.paths, self.settings.store.generations_kept)
        release_copies(self.paths)
        report.generation, report.published = name, True
        report.passages, report.vector_search = written.passage_count, written.vector_search
        if report.vector_search.is_exact and report.passages >= SHORTLIST_FROM:
            report.notes.append(FOUND_TOO_FEW)

    @property
    def _splitter(self) -> str:
        return splitter_digest(self.settings, self.encoder)

    def _extendable(self, published: Manifest | None, changes: Changes) -> Manifest | None:
        """The published generation, if what has changed is to be added to it."""
        if published is None or published.passage_count < FEWEST_PASSAGES:
            return None
        made_by = published.passage_digest, published.splitter
        if made_by != (self.encoder.passage_digest, self._splitter):
            return None
        mean_passages = published.passage_count / published.post_count
        touched = mean_passages * (len(changes.new) + len(changes.gone))
        is_little = published.loose_passages + touched <= MOST_LOOSE * published.passage_count
        return published if is_little else None

    def _split(self, found: Sequence[FoundPost]) -> list[CatalogEntry]:
        with self.report.timed("split"):
            each = telling("split", found, len(found), self.progress)
            posts = ((post.source, post.read()) for post in each)
            return split_posts(posts, self.settings, self.encoder)

    def _embed(self, entries: Sequence[CatalogEntry]) -> Digests:
        """Embed what the archive does not hold yet; the passages' digests."""
        texts, count = passage_texts(entries), passage_count(entries)
        model = self.encoder.passage_digest
        with hire(self.encoder, self.settings.embedding) as crew:
            digests, new = embed_missing(texts, self.archive, model, crew, self.progress, count=count)
        self.report.embedded = len(new)
        return digests

    def _rows(self, embedded: Digests) -> tuple[Iterator[Embeddings], Iterator[Embeddings]]:
        """The embeddings of the passages, and of their sentences."""
        kept = self.archive, self.encoder.passage_digest, embedded
        return read_passages(*kept), read_sentences(*kept)

    def _manifest(
        self,
        name: str,
        building: GenerationPaths,
        found: Sequence[FoundPost],
        contents: str,
        files: Mapping[str, str],
        written: Written,
    ) -> Manifest:
        encoder = self.encoder
        return Manifest(
            generation=name,
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            model_name=encoder.name,
            model_digest=encoder.digest,
            copy_digest="" if encoder.passage_digest == encoder.digest else encoder.passage_digest,
            dim=encoder.dim,
            post_count=len(found),
            passage_count=written.passage_count,
            contents_digest=contents,
            sources=tuple(sorted({post.source for post in found})),
            files=files,
            stamps=stamp_files(building),
            splitter=self._splitter,
            loose_passages=written.loose_passages,
            gone_posts=written.gone_posts,
            vector_search=written.vector_search,
        )

    def forget(self) -> None:
        """Take what owners want left out, and what is gone, out of the earlier generations too."""
        with self.report.timed("forget"):
            optout = list(map(named_address, self.settings.optout.addresses))
            forget_in(self.paths, self.archive, optout, Wish.OPTED_OUT)
            # Also what a run that was stopped took out of the archive and no further.
            forget_in(self.paths, self.archive, Visits(self.archive.connection).without_page(), Wish.FOUND)
        if self.report.generation:  # which may have been replaced: its files still held what was taken out
            self.report.generation = current_generation(self.paths)


def _source_and_digest(post: FoundPost) -> tuple[str, str]:
    return post.source, post.digest
