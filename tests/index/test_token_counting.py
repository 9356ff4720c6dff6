"""Tokens are counted as transformers counts them, of texts of any length."""

import pickle
import random
from threading import Lock
from types import SimpleNamespace

import pytest
from tokenizers import Tokenizer

from index import token_counting
from index.embedding import SentenceEncoder
from index.records import PassageText
from index.token_counting import WordByWord, token_counter

TEXTS = ["", "bread", "Rye, salt & (café) crumbs … naïve 日本語 🙂", "salt " * 3000, "[SEP] [CLS] a.b.c"]
# Of every kind that a tokenizer treats in its own way: blanks, marks, accents that combine, controls.
SIGNS = [*"aZé.,'-#[]0日本ß \t\n\u00a0\u0301\x00\u200b\ufffd", "  ", "[MASK]", "ΟΔΟΣ"]


def test_a_text_is_counted_to_its_end_whatever_the_model_has_read(real_encoder: SentenceEncoder) -> None:
    tokenizer = real_encoder._model.tokenizer
    expected = [len(tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"]) for text in TEXTS]
    real_encoder.encode_with_sentences([PassageText("salt " * 3000)])  # which cuts off what is too long
    assert real_encoder.count_tokens(TEXTS) == expected
    assert expected[3] == 3000


def test_a_tokenizer_in_python_is_asked_one_text_at_a_time_and_by_one_thread() -> None:
    lock = Lock()

    def encode(text: str, **_: bool) -> list[str]:
        assert lock.locked()
        return text.split()

    count = token_counter(SimpleNamespace(is_fast=False, encode=encode), lock)  # type: ignore[arg-type]
    assert count(["a b", "", "c"]) == [2, 0, 1]


def test_words_counted_one_by_one_are_what_the_text_is_whatever_signs_are_in_it(
    real_encoder: SentenceEncoder,
) -> None:
    chance = random.Random(0)
    texts = ["".join(chance.choices(SIGNS, k=chance.randrange(60))) for _ in range(400)]
    whole = Tokenizer.from_str(real_encoder._model.tokenizer.backend_tokenizer.to_str())
    whole.no_truncation()
    whole.no_padding()
    expected = [len(whole.encode(text, add_special_tokens=False)) for text in texts]
    assert isinstance(real_encoder.count_tokens, WordByWord)
    assert real_encoder.count_tokens(texts) == expected


def test_a_tokenizer_whose_words_depend_on_the_blank_before_them_reads_whole_texts() -> None:
    from tokenizers import models, pre_tokenizers

    backend = Tokenizer(models.BPE({"a": 0, "b": 1, "Ġ": 2, "Ġb": 3}, [("Ġ", "b")]))
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer = SimpleNamespace(is_fast=True, backend_tokenizer=backend)
    count = token_counter(tokenizer, Lock())  # type: ignore[arg-type]
    assert count(["a b", "b"]) == [2, 1]
    assert not isinstance(count, WordByWord)


def test_a_word_is_counted_once_until_too_many_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def count(word: str) -> int:
        asked.append(word)
        return len(word)

    counter = WordByWord(count)
    assert counter(["rye salt rye", "salt"]) == [10, 4]
    assert counter(["rye"]) == [3]
    assert sorted(asked) == ["rye", "salt"]
    monkeypatch.setattr(token_counting, "_REMEMBERED_CHARS", 10)
    assert counter(["bread"]) == [5]
    assert counter(["rye"]) == [3]
    assert sorted(asked) == ["bread", "rye", "rye", "salt"]


def test_what_counts_can_be_sent_to_another_process(real_encoder: SentenceEncoder) -> None:
    assert pickle.loads(pickle.dumps(real_encoder.count_tokens))(TEXTS) == real_encoder.count_tokens(TEXTS)
