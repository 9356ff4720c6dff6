"""Whoever embeds, and wherever, the embeddings are the same."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from index.crew import encode_elsewhere, hire
from index.embedding import SentenceEncoder
from index.errors import ModelError, SettingsError
from index.records import PassageText
from index.settings import EmbeddingSettings
from tests.fakes import FakeEncoder

TEXTS = [
    PassageText(f"Bread\nRest dough number {n}. Then bake it.", 5, ((6, 26), (27, 40))) for n in range(8)
]


def rows_of_two_calls(encoder: SentenceEncoder, settings: EmbeddingSettings) -> Sequence[np.ndarray]:
    with hire(encoder, settings) as crew:
        assert crew.at_once == 2
        calls = [crew.submit(TEXTS[:4]), crew.submit(TEXTS[4:])]
        return [call.result(timeout=300) for call in calls]


def test_processes_embed_as_this_one_does(real_encoder: SentenceEncoder) -> None:
    rows = np.concatenate(rows_of_two_calls(real_encoder, EmbeddingSettings(workers=2)))
    assert (rows * real_encoder.encode_with_sentences(TEXTS)).sum(axis=1).min() > 0.999


@pytest.fixture
def cluster() -> Iterator[str]:
    """The address of a Dask scheduler on this machine with two workers."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as local:
        yield local.scheduler_address


def test_a_cluster_embeds_as_this_machine_does(real_encoder: SentenceEncoder, cluster: str) -> None:
    rows = np.concatenate(rows_of_two_calls(real_encoder, EmbeddingSettings(cluster=cluster)))
    assert (rows * real_encoder.encode_with_sentences(TEXTS)).sum(axis=1).min() > 0.999


def test_a_cluster_that_is_not_there_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("index.crew._SECONDS_TO_CONNECT", 0.2)
    settings = EmbeddingSettings(cluster="tcp://127.0.0.1:9")
    with pytest.raises(SettingsError, match="dask scheduler"), hire(FakeEncoder(), settings):
        pass


def test_a_cluster_without_workers_is_refused_rather_than_waited_for() -> None:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=None) as local,
        pytest.raises(SettingsError, match="dask worker"),
        hire(FakeEncoder(), EmbeddingSettings(cluster=local.scheduler_address)),
    ):
        pass


def test_without_dask_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    settings = EmbeddingSettings(cluster="tcp://127.0.0.1:8786")
    with pytest.raises(SettingsError, match="pip install distributed"), hire(FakeEncoder(), settings):
        pass


def test_a_worker_with_another_model_of_the_same_name_is_refused(real_encoder: SentenceEncoder) -> None:
    with pytest.raises(ModelError, match="another model"):
        encode_elsewhere(real_encoder.name, "0" * 64, 1024, TEXTS)
