"""An index in Milvus, as a reader sees it."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.errors import IndexBroken, IndexMissing
from index.settings import StoreSettings
from index.store.manifest import FORMAT_VERSION, Manifest
from index.store.milvus.facts import Filter
from index.store.milvus.fetched import Fetched
from index.store.milvus.parts import (
    MilvusCatalog,
    MilvusFacets,
    MilvusLayout,
    MilvusSentences,
    MilvusVectors,
)
from index.store.milvus.pieces import unpack
from index.store.milvus.retriever import MilvusRetriever
from index.store.milvus.schemas import Kind, Names, load
from index.store.milvus.server import Server
from index.store.milvus.words import MilvusConcordance, MilvusLexicon, Terms
from index.store.noise import Noise, noise_of
from index.store.questions import PostQuestion, unpacked_questions
from index.store.reading import Generation
from index.store.topics import Topics, unpacked_topics


@dataclass(frozen=True, slots=True)
class About:
    """What is kept of a generation beside its posts."""

    manifest: Manifest
    noise: Noise
    languages: tuple[str, ...]
    topics: Topics | None
    questions: Sequence[PostQuestion]
    owner: str


class MilvusHome:
    """A Home over the collections of one index. Safe to share between threads."""

    def __init__(self, settings: StoreSettings) -> None:
        """Name it by `[store]`; nothing is asked yet. Its `prefix` is also the alias of what is published."""
        self.server = Server(settings)
        self.prefix = settings.prefix
        self._abouts: dict[str, About] = {}

    @property
    def name(self) -> str:
        """The server's address."""
        return self.server.name

    def current(self) -> str:
        """The name of the published generation. Raises IndexMissing or IndexBroken."""
        collection = self.server.alias_target(self.prefix)
        if collection is None:
            raise IndexMissing(
                f"There is no index in Milvus at {self.name} yet; make one with: "
                "python scripts/reindex.py SOURCE"
            )
        return self._about(collection).manifest.generation

    def manifest(self, generation: str) -> Manifest:
        """What built it. Raises IndexBroken."""
        return self.about(generation).manifest

    def open(self, generation: str) -> Generation:
        """Open it for reading. Raises IndexBroken."""
        about, names, server = self.about(generation), self.names(generation), self.server
        manifest = about.manifest
        load(server, names)  # a server has done so, but milvus-lite forgets it when it ends
        fetched, terms = Fetched(server, names, manifest.dim), Terms(server, names)

        def exists(chosen: str) -> bool:
            return bool(server.query(names.of(Kind.POSTS), chosen, ["post_id"], limit=1))

        some = Filter("post_id >= 0", exists)
        return Generation(
            manifest=manifest,
            catalog=MilvusCatalog(server, names, fetched),
            vectors=MilvusVectors(server, names, fetched, manifest.passage_count),
            sentences=MilvusSentences(fetched),
            lexicon=MilvusLexicon(server, names, terms, manifest.passage_count),
            retriever=MilvusRetriever(server, names, terms, manifest.post_count),
            concordance=MilvusConcordance(server, names, some),
            facets=MilvusFacets(server, names, fetched, some, about.languages),
            noise=about.noise,
            layout=MilvusLayout(fetched, some),
            topics=about.topics,
            questions=about.questions,
        )

    def names(self, generation: str) -> Names:
        """What its collections are called."""
        return Names(self.prefix, generation)

    def about(self, generation: str) -> About:
        """What is kept of `generation`. Raises IndexBroken."""
        return self._about(self.names(generation).of(Kind.ABOUT))

    def held(self) -> dict[str, About]:
        """{name: what is kept of it} of every whole generation. Raises IndexBroken."""
        found = [self._about(name) for name in self._collections() if name.endswith(f"_{Kind.ABOUT}")]
        return {about.manifest.generation: about for about in found}

    def drop_leftovers(self) -> None:
        """Drop what a writer that was stopped has left, of no whole generation. Raises IndexBroken."""
        whole = {self.names(generation).of(kind) for generation in self.held() for kind in Kind}
        for name in set(self._collections()) - whole:
            self.server.ask("drop_collection", name)

    def publish(self, generation: str) -> None:
        """Make it the one that readers see: all at once, or not at all. Raises IndexBroken."""
        target = self.server.alias_target(self.prefix)
        collection = self.names(generation).of(Kind.ABOUT)
        if target != collection:
            load(self.server, self.names(generation))
            switch = "create_alias" if target is None else "alter_alias"
            self.server.ask(switch, collection_name=collection, alias=self.prefix)

    def unpublish(self) -> None:
        """Let readers see none. Raises IndexBroken."""
        if self.server.alias_target(self.prefix) is not None:
            self.server.ask("drop_alias", self.prefix)

    def _collections(self) -> list[str]:
        """Those of this index: the prefix has no _, so that none is also the beginning of another."""
        known: list[str] = self.server.ask("list_collections")
        return [name for name in known if name.startswith(f"{self.prefix}_")]

    def _about(self, collection: str) -> About:
        if collection not in self._abouts:
            self._abouts[collection] = self._read(collection)  # it never changes
        return self._abouts[collection]

    def _read(self, collection: str) -> About:
        try:
            self.server.ask("load_collection", collection)
            (row,) = self.server.query(collection, "about_id == 0", ["about"])
            about = unpack(row["about"])
            fields = about["manifest"]
            if fields["format_version"] != FORMAT_VERSION:
                raise IndexBroken(
                    f"The index in Milvus at {self.name} has format {fields['format_version']}, this "
                    f"Blogseek reads format {FORMAT_VERSION}; build it again with: "
                    "python scripts/reindex.py SOURCE"
                )
            manifest = Manifest(**{**fields, "sources": tuple(fields["sources"])})
            topics = about.get("topics")  # an earlier Blogseek wrote none
            return About(
                manifest,
                noise_of(about["noise"]),
                tuple(about["languages"]),
                None if topics is None else unpacked_topics(topics),
                unpacked_questions(about.get("questions", ())),
                about["owner"],
            )
        except (ValueError, KeyError, TypeError) as error:
            raise IndexBroken(
                f"What Milvus at {self.name} holds under {collection} is no whole index; "
                "build it again with: python scripts/reindex.py SOURCE"
            ) from error
