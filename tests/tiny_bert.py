"""Parts of a tiny BERT, not trained, for tests of what is done with models. Takes no time to make."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any


def write_vocabulary(path: Path, characters: Iterable[str]) -> int:
    """Write a vocabulary of single characters, with which every word made of them can be read; its size."""
    each = list(characters)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *each, *(f"##{one}" for one in each)]
    path.write_text("\n".join(words), encoding="utf-8")
    return len(words)


def tiny_config(word_count: int, **options: Any) -> Any:
    """The configuration of a BERT of one narrow layer."""
    from transformers import BertConfig

    return BertConfig(
        vocab_size=word_count,
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        **options,
    )
