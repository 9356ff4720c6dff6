"""Tokens are counted as transformers counts them, of texts of any length."""

from threading import Lock
from types import SimpleNamespace

from index.embedding import SentenceEncoder
from index.records import PassageText
from index.token_counting import token_counter

TEXTS = ["", "bread", "Rye, salt & (café) crumbs … naïve 日本語 🙂", "salt " * 3000, "[SEP] [CLS] a.b.c"]


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
