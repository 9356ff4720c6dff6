"""A generation says what built it, and what cannot be read is refused with what to do."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import IndexBroken
from index.store.manifest import Manifest, checksum_files, read_manifest, write_manifest
from index.store.paths import IndexPaths

MANIFEST = Manifest(
    generation="20240102T030405.000006Z",
    built_at="2024-01-02T03:04:05+00:00",
    model_name="modèle/É",
    model_digest="ab" * 32,
    dim=384,
    post_count=2,
    passage_count=9,
    contents_digest="cd" * 32,
    sources=("/home/me/blog", "/srv/博客"),
    files={"catalog.sqlite": "ef" * 32},
)


@pytest.fixture
def paths(tmp_path: Path) -> IndexPaths:
    paths = IndexPaths(tmp_path / "index")
    paths.generation("g").folder.mkdir(parents=True)
    return paths


def test_a_manifest_comes_back_equal(paths: IndexPaths) -> None:
    write_manifest(paths.generation("g").manifest, MANIFEST)
    assert read_manifest(paths.generation("g").manifest) == MANIFEST


@pytest.mark.parametrize("version", [0, 1, 99])
def test_another_format_is_refused_naming_what_to_run(paths: IndexPaths, version: int) -> None:
    write_manifest(paths.generation("g").manifest, replace(MANIFEST, format_version=version))
    with pytest.raises(IndexBroken) as caught:
        read_manifest(paths.generation("g").manifest)
    assert f"format {version}" in str(caught.value)
    assert "python scripts/reindex.py" in str(caught.value)
    assert str(paths.root) in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [None, b"", b"{", b"[]", b"null", b'"text"', b"\xff\xfe", b'{"format_version": 11}',
     b'{"format_version": 11, "sources": 3}', b'{"format_version": 11, "sources": [], "surprise": 1}'],
)  # fmt: skip
def test_a_damaged_manifest_is_refused_naming_what_to_run(paths: IndexPaths, content: bytes | None) -> None:
    if content is not None:
        paths.generation("g").manifest.write_bytes(content)
    with pytest.raises(IndexBroken, match=r"damaged.*scripts/rollback\.py.*scripts/reindex\.py"):
        read_manifest(paths.generation("g").manifest)


def test_every_file_but_the_manifest_is_summed(paths: IndexPaths) -> None:
    generation = paths.generation("g")
    write_manifest(generation.manifest, MANIFEST)
    generation.lexicon.mkdir()
    (generation.lexicon / "a").write_bytes(b"abc")
    generation.catalog.write_bytes(b"")
    assert checksum_files(generation) == {  # SHA-256 of "abc" and of nothing, FIPS 180-2
        "lexicon/a": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "catalog.sqlite": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    }
