"""A generation of given posts, built and opened without sources."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.passages import passage_text, split_post
from index.records import PassageEncoder, Post
from index.store.catalog import Catalog
from index.store.catalog_writing import CatalogEntry, write_catalog
from index.store.concordance import Concordance, write_concordance
from index.store.facets import Facets
from index.store.layout import Layout
from index.store.lexicon import Lexicon, lexicon_row, write_lexicon
from index.store.manifest import Manifest
from index.store.noise import Level, Noise
from index.store.paths import GenerationPaths
from index.store.post_lexicon import PostLexicon, write_post_lexicon
from index.store.retriever import FolderRetriever
from index.store.topics import NO_TOPICS
from index.store.vector_file import write_vectors
from index.store.vectors import Sentences, Vectors, write_sentences
from search.opened import OpenedGeneration


def open_posts(folder: Path, posts: Sequence[Post], encoder: PassageEncoder) -> OpenedGeneration:
    """Build the parts of a generation in `folder`, of short passages; ids follow the order of `posts`."""
    files = GenerationPaths(folder)
    entries = [
        CatalogEntry("", post, split_post(post, encoder.count_tokens, target_tokens=12, max_tokens=250))
        for post in posts
    ]
    passages = [(entry.post, passage) for entry in entries for passage in entry.passages]
    texts = [passage_text(*pair) for pair in passages]
    firsts = np.cumsum([0, *(text.row_count for text in texts)])[:-1]  # each before its sentences
    rows = encoder.encode_with_sentences(texts)
    sentences = np.delete(rows, firsts, axis=0)
    write_catalog(files.catalog, entries)
    write_concordance(files.concordance, posts)
    write_post_lexicon(files.post_lexicon, posts)
    write_lexicon(files.lexicon, (lexicon_row(n, *pair) for n, pair in enumerate(passages)))
    write_vectors(files.vectors, [rows[firsts]], encoder.dim)
    write_sentences(files.sentences, [sentences], len(sentences), encoder.dim)
    catalog = Catalog(files.catalog)
    layout, vectors = Layout.read(catalog), Vectors(files.vectors)
    counts = len(posts), len(passages)
    return OpenedGeneration(
        manifest=Manifest("", "", encoder.name, encoder.digest, encoder.dim, *counts, "", (), {}),
        catalog=catalog,
        vectors=vectors,
        sentences=Sentences(files.sentences, layout),
        lexicon=Lexicon(files.lexicon),
        retriever=FolderRetriever(vectors, PostLexicon(files.post_lexicon)),
        concordance=Concordance(files.concordance),
        facets=Facets.read(catalog),
        noise=Noise(Level(0.3, 0.1), Level(0.3, 0.1), kinship=0.3),
        layout=layout,
        topics=NO_TOPICS,
        questions=(),
        encoder=encoder,
    )
