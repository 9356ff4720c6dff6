"""A reader's model gives the builder's embeddings, without what it takes to build, or is not used at all."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.embedding import SentenceEncoder
from index.inference import conversion_path
from index.light_encoder import LightEncoder, load_light

pytest.importorskip("openvino")

TEXTS = [
    "what helps against waking in the night?",
    "Ketamine relieves the symptoms of post-traumatic stress within hours.",
    "",
    "word " * 900,
    "日本語の文です。 😀",
    "a",
]


@pytest.fixture(scope="module")
def light(real_encoder: SentenceEncoder) -> LightEncoder:
    found = load_light("the model", real_encoder.digest)
    if real_encoder.runs_in != "OpenVINO":
        pytest.skip("OpenVINO does not run on this machine")
    assert found is not None
    return found


@pytest.fixture
def own_cache(real_encoder: SentenceEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy, to be changed, of what was left for readers."""
    kept = conversion_path(real_encoder.digest).parent
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = conversion_path(real_encoder.digest).parent
    shutil.copytree(kept, folder)
    return folder


def test_a_reader_gets_the_builders_embeddings(light: LightEncoder, real_encoder: SentenceEncoder) -> None:
    for one, other in (
        (light.encode_queries(TEXTS), real_encoder.encode_queries(TEXTS)),
        (light.encode_passages(TEXTS[1:]), real_encoder.encode_passages(TEXTS[1:])),
    ):
        assert one.dtype == np.float32
        assert (one * other).sum(axis=1).min() > 0.9995
        assert np.abs(np.linalg.norm(one, axis=1) - 1).max() < 1e-5


def test_a_text_is_embedded_alike_alone_and_among_many(light: LightEncoder) -> None:
    texts = [f"{'long ' * (n % 37)}text number {n}" for n in range(70)]
    rows = light.encode_queries(texts)
    for n in (0, 31, 32, 69):
        assert (rows[n] * light.encode_queries([texts[n]])[0]).sum() > 0.9995
    assert light.encode_queries([]).shape == (0, light.dim)


def test_a_reader_counts_tokens_as_the_builder_does(
    light: LightEncoder, real_encoder: SentenceEncoder
) -> None:
    assert light.count_tokens(TEXTS) == real_encoder.count_tokens(TEXTS)
    assert (light.max_tokens, light.dim) == (real_encoder.max_tokens, real_encoder.dim)
    assert (light.digest, light.name) == (real_encoder.digest, "the model")


def test_threads_at_once_get_what_one_gets(light: LightEncoder) -> None:
    texts = [f"Text number {n} about {'bread ' * (n % 40)}and the sea." for n in range(24)]
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda text: light.encode_queries([text])[0], texts))
    assert (np.stack(rows) * light.encode_queries(texts)).sum(axis=1).min() > 0.9995


def test_questions_begun_together_each_get_their_own(light: LightEncoder) -> None:
    first, second, none = (light.begin_queries(texts) for texts in (TEXTS[:2], TEXTS[1:], []))
    assert (second() * light.encode_queries(TEXTS[1:])).sum(axis=1).min() > 0.9995
    assert (first() * light.encode_queries(TEXTS[:2])).sum(axis=1).min() > 0.9995
    assert none().shape == (0, light.dim)
    many = TEXTS[:1] * 40  # more than are read at once
    assert (light.begin_queries(many)() * light.encode_queries(TEXTS[:1])).sum(axis=1).min() > 0.9995


def test_a_reader_needs_no_torch(light: LightEncoder) -> None:
    program = (
        "import sys; from index.light_encoder import load_light; "
        f"rows = load_light('m', {light.digest!r}).encode_queries(['bread']); "
        "print(rows.shape, sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(1, 384) []"


def test_a_model_that_nobody_left_is_none() -> None:
    assert load_light("some model", "0" * 64) is None


@pytest.mark.parametrize("lost", ["recipe.json", "tokenizer.json", "model.xml"])
def test_where_a_part_is_lost_or_damaged_there_is_none(
    own_cache: Path, real_encoder: SentenceEncoder, lost: str
) -> None:
    assert load_light("m", real_encoder.digest) is not None
    (own_cache / lost).write_text("{}")
    assert load_light("m", real_encoder.digest) is None
    (own_cache / lost).unlink()
    assert load_light("m", real_encoder.digest) is None


def test_one_whose_embeddings_are_no_more_what_they_were_is_not_used(
    own_cache: Path, real_encoder: SentenceEncoder
) -> None:
    weights = bytearray((own_cache / "model.bin").read_bytes())
    weights[len(weights) // 2 :] = bytes(len(weights) - len(weights) // 2)
    (own_cache / "model.bin").write_bytes(weights)
    assert load_light("m", real_encoder.digest) is None


def test_what_was_left_for_another_model_is_not_used(own_cache: Path, real_encoder: SentenceEncoder) -> None:
    recipe = json.loads((own_cache / "recipe.json").read_text())
    (own_cache / "recipe.json").write_text(json.dumps({**recipe, "digest": "0" * 64}))
    assert load_light("m", real_encoder.digest) is None
