"""The encoder: a sentence-transformers model, loaded, and run in whatever runs it fastest here."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError
from index.inference import speed_up
from index.late_pooling import can_pool_late, embed_late, tokenize
from index.light_encoder import keep_light
from index.model_files import digest_model, find_model
from index.prompts import prompts_of
from index.quantising import copy_digest, copy_path, quantise
from index.records import Embeddings, PassageText
from index.settings import DEFAULT_MODEL
from index.token_counting import CountTokens, token_counter
from index.token_models import InOpenVINO, InTorch

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# From 300 to 2,600 tokens a batch, a text takes the same time to 2 % on two cores (all-MiniLM-L6-v2).
BATCH_TOKENS = 1024
# From so many on, questions are embedded as passages are, on all cores: an index is measured with 200.
MANY_QUERIES = 32

# Between what a model and its copy in int8 make of a text. Of all-MiniLM-L6-v2 0.998 is usual, and the least
# of 320 texts was 0.9965.
_LEAST_COSINE = 0.98
_COMPARED = 16


class SentenceEncoder:
    """An Encoder over sentence-transformers. The model is loaded when the object is made.

    Safe to share between threads: a lock guards the tokenizer, which cannot be used by two at once.
    """

    def __init__(
        self, name: str = DEFAULT_MODEL, *, batch_tokens: int = BATCH_TOKENS, speed: bool = True
    ) -> None:
        """Find, check and load the model `name`. Raises ModelError.

        Texts are embedded together that have up to `batch_tokens`, padding included.

        `speed` lets a CPU run it in OpenVINO; without it torch does, which is there to compare with.
        """
        folder = find_model(name)
        # A folder's whole path, since whoever reads the index may stand in another one.
        self._name = str(folder) if Path(name).is_dir() else name
        self._batch_tokens = batch_tokens
        self._model = _load(folder, name)
        self._lock = threading.Lock()
        self._query_prompt, self._passage_prompt = prompts_of(self._model, name, folder)
        self._pools_late = can_pool_late(self._model)
        recipe = (self._query_prompt, self._passage_prompt, _pooling_recipe(self._pools_late))
        self._digest = digest_model(folder, *recipe)
        self._copy_digest = ""
        self._conversion = speed_up(self._model, self._digest) if speed else None
        if self._conversion:
            keep_light(self._model, self._digest, self._query_prompt, self._passage_prompt)
        dim = self._model.get_embedding_dimension()
        if dim is None:
            raise ModelError(f"The model {name} does not say how long its embeddings are; use another.")
        self._dim = dim

    @property
    def name(self) -> str:
        """The name or folder the model was asked for by."""
        return self._name

    @property
    def digest(self) -> str:
        """SHA-256 of the model's deciding files, of its prompts, and of how sentences are pooled."""
        return self._digest

    @property
    def passage_digest(self) -> str:
        """The `digest`, or that of the copy in int8 that embeds the passages."""
        return self._copy_digest or self._digest

    @property
    def runs_in(self) -> str:
        """What computes the embeddings: "OpenVINO", or "torch" and on what device."""
        device = self._model.device.type
        return "OpenVINO" if self._conversion else "torch" if device == "cpu" else f"torch on {device}"

    @property
    def dim(self) -> int:
        """Length of one embedding."""
        return self._dim

    @property
    def max_tokens(self) -> int:
        """What the model reads of a passage, without special tokens and prompt."""
        special = len(self._model.tokenizer("")["input_ids"])
        return self._longest - special - self.count_tokens([self._passage_prompt])[0]

    @property
    def _longest(self) -> int:
        """What the model reads of a text, in tokens, special ones included."""
        return int(self._model.max_seq_length or self._model.tokenizer.model_max_length)

    @cached_property
    def count_tokens(self) -> CountTokens:
        """Tells how many tokens each of some texts has, special tokens left out; also in another process."""
        return token_counter(self._model.tokenizer, self._lock)

    @cached_property
    def _token_model(self) -> InOpenVINO | InTorch:
        """Made when there is much to embed: whoever asks questions alone can do without."""
        return InOpenVINO(self._conversion) if self._conversion else InTorch(self._model)

    @cached_property
    def _passage_model(self) -> InOpenVINO | InTorch:
        """The same, where there is no copy for passages."""
        return self._token_model

    @property
    def calls_at_once(self) -> int:
        """How many threads had best ask for embeddings at once, so that the machine never waits."""
        return self._passage_model.calls_at_once if self._pools_late else 1

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        """Embed passages: (len(texts), dim), rows of unit length."""
        return self.encode_with_sentences([PassageText(text) for text in texts])

    def encode_with_sentences(self, texts: Sequence[PassageText]) -> Embeddings:
        """Embed passages and their sentences: (sum of the texts' row_count, dim), rows of unit length.

        Each passage's row is followed by those of its sentences. A model that cannot pool late reads each
        sentence by itself, under the passage's title and headings.
        """
        if not texts:
            return np.empty((0, self._dim), dtype=np.float32)
        if not self._pools_late:
            read = [text for passage in texts for text in (passage.text, *passage.sentence_texts())]
            return self._encode(read, self._passage_prompt)
        prompted = [_after(self._passage_prompt, passage) for passage in texts]
        return self._encode_late(prompted, self._passage_model)

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        """Embed queries: (len(texts), dim), rows of unit length."""
        if not self._pools_late or len(texts) < MANY_QUERIES:
            return self._encode(texts, self._query_prompt)
        prompted = [PassageText(self._query_prompt + text) for text in texts]
        parts = self._token_model.calls_at_once
        embed = partial(self._encode_late, token_model=self._token_model)
        rows = np.empty((len(texts), self._dim), dtype=np.float32)
        with ThreadPoolExecutor(parts) as pool:
            shares = pool.map(embed, (prompted[start::parts] for start in range(parts)))
            for start, share in enumerate(shares):
                rows[start::parts] = share
        return rows

    def begin_queries(self, texts: Sequence[str]) -> Callable[[], Embeddings]:
        """Embed them when the embeddings are asked for."""
        return partial(self.encode_queries, texts)

    def _encode_late(
        self, prompted: Sequence[PassageText], token_model: InOpenVINO | InTorch
    ) -> Embeddings:
        with self._lock:
            tokenized = tokenize(self._model, [passage.text for passage in prompted])
            padding_id = self._model.tokenizer.pad_token_id or 0
        rows = embed_late(
            prompted, tokenized, token_model, padding_id=padding_id, batch_tokens=self._batch_tokens
        )
        return np.concatenate(rows)

    def in_int8(self, known: str, texts: Callable[[], Sequence[str]]) -> "SentenceEncoder":
        """See PassageEncoder; the copy is kept in the user's cache."""
        if self._conversion is None or not self._pools_late:
            needed = "pools sentences late" if self._conversion else "runs in OpenVINO on a CPU"
            raise ModelError(f"int8 takes a model that {needed}")
        return self.with_copy(known) or self._with_new_copy(self._conversion, texts())

    def with_copy(self, digest: str) -> "SentenceEncoder | None":
        """This model with its copy in int8 of that `digest`; None where that is not there, or damaged."""
        path = copy_path(self._digest, digest)
        if not digest or not path.exists():
            return None
        try:
            passage_model = InOpenVINO(path)
        except RuntimeError:
            return None
        encoder = copy(self)  # which shares all else, the lock too
        encoder._passage_model, encoder._copy_digest = passage_model, digest  # noqa: SLF001 - one of this class
        return encoder

    def _with_new_copy(self, conversion: Path, texts: Sequence[str]) -> "SentenceEncoder":
        if not texts:
            raise ModelError("there are no passages to calibrate it on")
        with self._lock:
            read = tokenize(self._model, [self._passage_prompt + text for text in texts])
        token_ids = [text.ids for text in read]
        digest = copy_digest(self._digest, token_ids)
        encoder = self.with_copy(digest)  # from a run that was stopped, or another index of the same posts
        if encoder is None:
            quantise(conversion, token_ids, copy_path(self._digest, digest))
            encoder = self.with_copy(digest)
        if encoder is None or _least_cosine(self, encoder, texts[:_COMPARED]) < _LEAST_COSINE:
            raise ModelError("in int8 its embeddings are too far from what they were")
        return encoder

    def _encode(self, texts: Sequence[str], prompt: str) -> Embeddings:
        if not texts:
            return np.empty((0, self._dim), dtype=np.float32)
        with self._lock:
            rows = self._model.encode(
                list(texts),
                prompt=prompt,
                batch_size=max(1, self._batch_tokens // self._longest),
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.ascontiguousarray(rows, dtype=np.float32)


def _least_cosine(one: SentenceEncoder, other: SentenceEncoder, texts: Sequence[str]) -> float:
    return float((one.encode_passages(texts) * other.encode_passages(texts)).sum(axis=1).min())


def _after(prompt: str, passage: PassageText) -> PassageText:
    """The passage with `prompt` before it, which counts as part of its context."""
    moved = tuple((len(prompt) + start, len(prompt) + end) for start, end in passage.sentences)
    return PassageText(prompt + passage.text, len(prompt) + passage.context_chars, moved)


def _pooling_recipe(pools_late: bool) -> str:
    """How sentences are embedded."""
    return "late, with the context" if pools_late else "by themselves"


def _load(folder: Path, name: str) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer  # here, since it takes seconds to import
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    try:
        return SentenceTransformer(str(folder), local_files_only=True)
    except Exception as error:
        raise ModelError(
            f"The model in {name} cannot be loaded ({type(error).__name__}: {error})."
        ) from error
