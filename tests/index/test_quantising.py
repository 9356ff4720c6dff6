"""A model's copy in int8, made for real: near the model, made once, and with it the same posts are found."""

from pathlib import Path

import pytest

from index.crew import encode_elsewhere
from index.embedding import MANY_QUERIES, SentenceEncoder
from index.errors import ModelError
from index.ingest.sources import identify
from index.pipeline import reindex
from index.quantising import copy_path
from index.records import PassageText
from index.settings import EmbeddingSettings, Settings
from search.engine import SearchEngine
from search.query import plain_query
from tests.fakes import html_post, write_blog

pytest.importorskip("nncf", reason="nncf, which is not needed to run Blogseek, is not installed")

SAID = {
    "bread": "The dough rests in the cellar overnight. By morning it has doubled, and the oven is hot.",
    "brakes": "The disc squeals because the pads are glazed. Sand them, and bed them in with ten hard stops.",
    "finches": "A dirty feeder spreads disease among birds. Scrub it once a week, and let it dry in the sun.",
    "sleep": "Whoever wakes at three had best get up, read something dull, and go back when tired.",
    "tax": "Keep each receipt for seven years, since the office may ask for it long after the return.",
}
ASKED = {
    "bread": "how long does a loaf rise?",
    "brakes": "noise when my bike stops",
    "finches": "hygiene for garden wildlife",
    "sleep": "insomnia at night",
    "tax": "how long do I store invoices?",
}
TEXTS = sorted(f"{name}\n{text}" for name, text in SAID.items())  # as they are embedded, and drawn


@pytest.fixture(scope="module")
def own_cache(real_encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's cache folder without copies."""
    if real_encoder.runs_in != "OpenVINO":
        pytest.skip("OpenVINO does not run on this machine")
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _in_own_cache(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(own_cache))


@pytest.fixture(scope="module")
def quantised(real_encoder: SentenceEncoder, own_cache: Path) -> SentenceEncoder:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(own_cache))
        return real_encoder.in_int8("", lambda: TEXTS)


def never() -> list[str]:
    raise AssertionError("a copy was made anew")


def test_it_embeds_passages_nearly_as_the_model_does(
    real_encoder: SentenceEncoder, quantised: SentenceEncoder
) -> None:
    cosines = (real_encoder.encode_passages(TEXTS) * quantised.encode_passages(TEXTS)).sum(axis=1)
    assert 0.98 < cosines.min() <= cosines.max() < 0.99999
    assert real_encoder.passage_digest == real_encoder.digest == quantised.digest
    assert quantised.passage_digest != quantised.digest


def test_questions_are_the_models_own(real_encoder: SentenceEncoder, quantised: SentenceEncoder) -> None:
    few = list(ASKED.values())
    for questions in (few, few * MANY_QUERIES):
        cosines = real_encoder.encode_queries(questions) * quantised.encode_queries(questions)
        assert cosines.sum(axis=1).min() > 0.9999


def test_it_is_made_once_for_the_same_texts(
    real_encoder: SentenceEncoder, quantised: SentenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.embedding.quantise", lambda *_: never())
    known = quantised.passage_digest
    assert real_encoder.in_int8(known, never).passage_digest == known
    assert real_encoder.in_int8("", lambda: TEXTS).passage_digest == known
    with pytest.raises(AssertionError, match="made anew"):
        real_encoder.in_int8("", lambda: TEXTS[1:])


def test_another_process_embeds_with_the_same_copy(
    real_encoder: SentenceEncoder, quantised: SentenceEncoder
) -> None:
    passages = [PassageText(text) for text in TEXTS]
    elsewhere = encode_elsewhere(real_encoder.name, quantised.passage_digest, 1024, passages)
    assert (elsewhere * quantised.encode_with_sentences(passages)).sum(axis=1).min() > 0.9999


def test_one_that_is_damaged_is_not_used(real_encoder: SentenceEncoder, quantised: SentenceEncoder) -> None:
    good = copy_path(real_encoder.digest, quantised.passage_digest)
    bad = copy_path(real_encoder.digest, "0" * 64)
    bad.parent.mkdir()
    bad.write_bytes(good.read_bytes()[:1000])
    assert real_encoder.with_copy("0" * 64) is None
    assert real_encoder.with_copy("1" * 64) is None


def test_without_openvino_there_is_none() -> None:
    with pytest.raises(ModelError, match="OpenVINO"):
        SentenceEncoder(speed=False).in_int8("", lambda: TEXTS)


def test_without_passages_there_is_none(real_encoder: SentenceEncoder) -> None:
    with pytest.raises(ModelError, match="no passages"):
        real_encoder.in_int8("", list)


def test_an_index_in_int8_answers_as_one_that_is_not(real_encoder: SentenceEncoder, tmp_path: Path) -> None:
    blog = write_blog(tmp_path / "blog", {f"{n}.html": html_post(n, text) for n, text in SAID.items()})
    for precision in ("auto", "int8"):
        settings = Settings(embedding=EmbeddingSettings(precision=precision))
        folder = tmp_path / precision
        report = reindex([identify(str(blog))], folder, settings, real_encoder)
        assert report.notes == []
        assert ("quantise" in report.seconds) == (precision == "int8")
        engine = SearchEngine.open(folder, real_encoder)
        for name, asked in ASKED.items():
            ((best, _),) = engine.rank(plain_query(asked, engine.languages), 1)
            assert best.post.title == name
