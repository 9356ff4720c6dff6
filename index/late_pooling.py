"""Passages and their sentences through a model at once: tokens, batches, and what is pooled of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.pooling import TokenPlaces, pool, pooling_weights
from index.records import Embeddings, PassageText

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# (token ids, mask), both (texts, length) -> what the model makes of each token: (texts, length, dim)
EmbedTokens = Callable[[NDArray[np.int64], NDArray[np.int64]], Embeddings]


@dataclass(frozen=True, slots=True)
class Tokenized:
    """A text as the model reads it, special tokens included: ids (tokens,), and places in the text."""

    ids: NDArray[np.int64]
    places: TokenPlaces


def can_pool_late(model: "SentenceTransformer") -> bool:
    """Whether a text's embedding is the mean of its tokens' and no more, as of most models.

    Of others, the mean of a few tokens says nothing.
    """
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling

    transformer, *others = model
    if type(transformer) is not Transformer or not others or type(others[0]) is not Pooling:
        return False
    pooling = others[0]
    is_plain_mean = pooling.pooling_mode == "mean" and bool(pooling.include_prompt)
    has_places = bool(getattr(model.tokenizer, "is_fast", False))
    return is_plain_mean and has_places and all(type(other) is Normalize for other in others[1:])


def tokenize(model: "SentenceTransformer", texts: Sequence[str]) -> list[Tokenized]:
    """Cut each text into tokens, as many as the model reads. Not for two threads at once."""
    encoded = model.tokenizer(
        list(texts),
        truncation=True,
        max_length=model.max_seq_length or model.tokenizer.model_max_length,
        return_offsets_mapping=True,
        return_attention_mask=False,
        return_token_type_ids=False,
        verbose=False,
    )
    return [
        Tokenized(np.array(ids, dtype=np.int64), np.array(places, dtype=np.int64).reshape(-1, 2))
        for ids, places in zip(encoded["input_ids"], encoded["offset_mapping"], strict=True)
    ]


def embed_late(
    texts: Sequence[PassageText],
    tokenized: Sequence[Tokenized],
    embed_tokens: EmbedTokens,
    *,
    padding_id: int,
    batch_tokens: int,
) -> list[Embeddings]:
    """Of each text, the rows (row_count, dim) of the whole and of its sentences."""
    rows: dict[int, Embeddings] = {}
    for batch in _batches([len(text.ids) for text in tokenized], batch_tokens):
        longest = max(len(tokenized[i].ids) for i in batch)
        ids = np.full((len(batch), longest), padding_id, dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, i in enumerate(batch):
            ids[row, : len(tokenized[i].ids)] = tokenized[i].ids
            mask[row, : len(tokenized[i].ids)] = 1
        for i, tokens in zip(batch, embed_tokens(ids, mask), strict=True):
            places = tokenized[i].places
            rows[i] = pool(tokens[: len(places)], pooling_weights(texts[i], places))
    return [rows[i] for i in range(len(texts))]


def _batches(lengths: Sequence[int], batch_tokens: int) -> Iterator[list[int]]:
    """The numbers of the texts, longest first, as many together as have `batch_tokens` with their padding."""
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    start = 0
    while start < len(order):
        end = start + max(1, batch_tokens // max(1, lengths[order[start]]))
        yield order[start:end]
        start = end
