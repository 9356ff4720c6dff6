"""A cross-encoder by its folder: loaded by one setting, asked in a search, refused in a sentence."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from index.errors import ModelError
from index.ingest.sources import identify
from index.pipeline import reindex
from index.settings import RerankSettings, Settings
from search.cross_encoder import CrossEncoderReranker, load_reranking
from search.engine import SearchEngine
from search.rerank import Reranking
from tests.conftest import PROJECT_ROOT
from tests.fakes import FakeEncoder, html_post, write_blog
from tests.tiny_bert import tiny_config, write_vocabulary

POSTS = {
    "bells": "Bells ring at noon in the tower.",
    "salt": "Salt keeps cabbage crisp.",
    "rye": "Rye bread rises slowly.",
}
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")


def write_bert(folder: Path, label_count: int) -> str:
    """A sentence-transformers CrossEncoder: a tiny BERT, not trained, that reads words and letters."""
    import torch
    from transformers import BertForSequenceClassification, BertTokenizerFast

    folder.mkdir()
    word_count = write_vocabulary(folder / "vocab.txt", "abcdefghijklmnopqrstuvwxyz")
    BertTokenizerFast(vocab=str(folder / "vocab.txt"), model_max_length=128).save_pretrained(folder)
    torch.manual_seed(0)
    config = tiny_config(
        word_count,
        max_position_embeddings=128,
        num_labels=label_count,
        initializer_range=1.0,  # so that its scores differ
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_bert(tmp_path_factory.mktemp("models") / "scoring", label_count=1)


def load(model: str) -> Reranking:
    reranking = load_reranking(RerankSettings(model, budget_ms=60_000))
    assert reranking is not None
    return reranking


def test_a_cross_encoder_in_a_folder_scores_each_text(model: str) -> None:
    reranking = load(model)
    assert (reranking.reranker.name, reranking.budget_ms) == (model, 60_000)
    texts = list(POSTS.values())
    scores = reranking.reranker.score("when do bells ring?", texts)
    assert scores.shape == (3,)
    assert len(set(scores.tolist())) == 3
    assert np.allclose(scores, reranking.reranker.score("when do bells ring?", texts))
    assert not np.allclose(scores, reranking.reranker.score("what keeps cabbage crisp?", texts))


def test_a_search_with_it_finds_the_same_posts(model: str, tmp_path: Path, encoder: FakeEncoder) -> None:
    folder = write_blog(tmp_path / "blog", {f"{n}.html": html_post(n, text) for n, text in POSTS.items()})
    reindex([identify(str(folder))], tmp_path / "index", Settings(), encoder)
    engine = SearchEngine.open(tmp_path / "index", encoder, reranking=load(model))
    question = "when do bells ring?"
    response = engine.search(question)
    assert sorted(result.stored.post.title for result in response.results) == sorted(POSTS)
    assert all(result.snippets for result in response.results)
    assert response.notices == ()
    assert response.results == engine.search(question).results


def test_texts_longer_than_the_model_reads_are_no_trouble(model: str) -> None:
    assert np.isfinite(load(model).reranker.score("bells " * 1000, ["noon " * 1000, ""])).all()


def test_without_the_setting_nothing_is_loaded() -> None:
    assert load_reranking(RerankSettings()) is None
    code = (
        "import sys, search.engine, search.cross_encoder; "
        "sys.exit(any(name in sys.modules for name in ('torch', 'sentence_transformers')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT_ROOT, check=False).returncode == 0


@pytest.mark.parametrize("name", ["./no-such-folder", "nobody/such-a-model", "~nobody-at-all/model"])
def test_a_model_that_is_nowhere_is_named(name: str) -> None:
    with pytest.raises(ModelError, match=f"There is no cross-encoder {name}: .*\\[rerank\\] model"):
        load_reranking(RerankSettings(name))


def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match=r"cannot be loaded .*\[rerank\] model"):
        load_reranking(RerankSettings(str(tmp_path)))


def test_a_model_that_sorts_pairs_into_kinds_is_refused(tmp_path: Path) -> None:
    kinds = write_bert(tmp_path / "kinds", label_count=3)
    with pytest.raises(ModelError, match="no single score"):
        load_reranking(RerankSettings(kinds))


@pytest.mark.model
def test_a_model_that_embeds_texts_is_no_cross_encoder() -> None:
    with pytest.raises(ModelError, match="no single score"):
        load_reranking(RerankSettings("all-MiniLM-L6-v2"))


def test_a_model_that_breaks_down_says_so_in_a_sentence(model: str) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError("out of memory")

    reranker = CrossEncoderReranker(model)
    reranker._model = SimpleNamespace(predict=break_down)
    with pytest.raises(ModelError, match=r"failed \(RuntimeError\) and has no say"):
        reranker.score("bells", ["noon"])
