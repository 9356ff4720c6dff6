"""The model for readers: its tokenizer, its conversion to OpenVINO and its pooling, and nothing else.

torch, and what trains models, take seconds to import and hundreds of megabytes, and for one short question
they take longer to get to the transformer than that takes to run. So whoever loads a model with them to build
an index leaves, beside its conversion, what it takes to run it without them. Where that is missing, or where
a model is made in another way, readers load it as builders do.
"""

import json
import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.inference import compile_conversion, conversion_path
from index.records import Embeddings

if TYPE_CHECKING:
    import openvino
    from sentence_transformers import SentenceTransformer

logger = logging.getLogger(__name__)

_KINDS = (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
_POOLINGS = ("mean", "cls")
_BATCH_SIZE = 32
# Two cores take 1.23 ms for a question of 12 tokens and 2.99 for its four wordings, one 1.33 and 3.15: so the
# other had best do what else there is to do, for this search or another.
_THREADS = 1
# Embedded to see that the model is what it was: of several lengths, and so with padding.
_PROBES = ("What helps?", "  A Café, (re-)opened:\nits 2nd day! 日本 " * 6, "A plain sentence of some length")
_LEAST_COSINE = 0.9995  # between two ways to run one conversion; bfloat16 moves it by 0.00003


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to run a conversion.

    The model's digest and prompts; how many tokens it reads, special ones among them; how their embeddings
    become one, and how long that is; and what the probes become as queries: (probes, dim).
    """

    digest: str
    query_prompt: str
    passage_prompt: str
    max_tokens: int
    pooling: str
    dim: int
    probes: list[list[float]]


class LightEncoder:
    """An Encoder without torch. Safe to share between threads: each call has a request of its own."""

    runs_in = "OpenVINO"

    def __init__(self, name: str, recipe: Recipe, conversion: Path) -> None:
        """Load a conversion and what lies beside it. Raises whatever OpenVINO and tokenizers do, and
        ValueError where the probes do not become what they were."""
        from tokenizers import Tokenizer

        self._name = name
        self._recipe = recipe
        self._tokenizer = Tokenizer.from_file(str(_tokenizer_path(conversion)))
        self._counter = Tokenizer.from_file(str(_tokenizer_path(conversion)))
        self._counter.no_truncation()
        self._counter.no_padding()
        self._compiled = compile_conversion(conversion, threads=_THREADS)
        self._idle: list[openvino.InferRequest] = []
        cosines = (self.encode_queries(_PROBES) * np.array(recipe.probes, dtype=np.float32)).sum(axis=1)
        if cosines.min() < _LEAST_COSINE:
            raise ValueError(f"its embeddings are not what they were (cosine {cosines.min():.4f})")

    @property
    def name(self) -> str:
        """The name or folder that the model was asked for by."""
        return self._name

    @property
    def digest(self) -> str:
        """That of the model, see index.embedding."""
        return self._recipe.digest

    @property
    def dim(self) -> int:
        """Length of one embedding."""
        return self._recipe.dim

    @property
    def max_tokens(self) -> int:
        """What the model reads of a passage, without special tokens and prompt."""
        special = len(self._counter.encode("").ids)
        return self._recipe.max_tokens - special - self.count_tokens([self._recipe.passage_prompt])[0]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, special tokens left out."""
        return [len(self._counter.encode(text, add_special_tokens=False).ids) for text in texts]

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        """Embed passages: (len(texts), dim), rows of unit length."""
        return self._encode(texts, self._recipe.passage_prompt)

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        """Embed queries: (len(texts), dim), rows of unit length."""
        return self._encode(texts, self._recipe.query_prompt)

    def begin_queries(self, texts: Sequence[str]) -> Callable[[], Embeddings]:
        """The model reads them on another core, while whoever asks does something else."""
        if not 0 < len(texts) <= _BATCH_SIZE:
            return partial(self.encode_queries, texts)
        return self._begin([self._recipe.query_prompt + text for text in texts])

    def _encode(self, texts: Sequence[str], prompt: str) -> Embeddings:
        rows = np.empty((len(texts), self.dim), dtype=np.float32)
        for start in range(0, len(texts), _BATCH_SIZE):
            batch = [prompt + text for text in texts[start : start + _BATCH_SIZE]]
            rows[start : start + len(batch)] = self._begin(batch)()
        return rows

    def _begin(self, texts: Sequence[str]) -> Callable[[], Embeddings]:
        read = self._tokenizer.encode_batch(texts)
        ids = np.array([of_text.ids for of_text in read])
        mask = np.array([of_text.attention_mask for of_text in read])
        try:
            request = self._idle.pop()
        except IndexError:
            request = self._compiled.create_infer_request()
        request.start_async([ids, mask])  # which copies them

        def finished() -> Embeddings:
            request.wait()
            tokens = request.get_output_tensor(0).data  # (texts, tokens, dim), in the request's own memory
            unit = _unit(tokens[:, 0] if self._recipe.pooling == "cls" else _mean(tokens, mask))
            self._idle.append(request)
            return unit

        return finished


def load_light(name: str, digest: str) -> LightEncoder | None:
    """The model `name` with this `digest`, as a builder left it on this machine; None where none did."""
    try:
        conversion = conversion_path(digest)
        recipe = Recipe(**json.loads(_recipe_path(conversion).read_text(encoding="utf-8")))
        return LightEncoder(name, recipe, conversion) if recipe.digest == digest else None
    except FileNotFoundError:
        return None
    except Exception as error:  # noqa: BLE001 - the file may hold anything, and there is another way
        logger.info("the model %s is loaded with torch: %s: %s", name, type(error).__name__, error)
        return None


def keep_light(model: "SentenceTransformer", digest: str, query_prompt: str, passage_prompt: str) -> None:
    """Leave, for `load_light`, how to run `model`, which runs in OpenVINO: where it can be run so, and its
    embeddings are then the same."""
    from tokenizers import Tokenizer

    conversion = conversion_path(digest)
    if _recipe_path(conversion).exists() or not _is_plain(model):
        return
    probes = model.encode(list(_PROBES), prompt=query_prompt, normalize_embeddings=True)
    longest = int(model.max_seq_length or model.tokenizer.model_max_length)
    pooling, dim = str(model[1].pooling_mode), probes.shape[1]
    recipe = Recipe(digest, query_prompt, passage_prompt, longest, pooling, dim, probes.tolist())
    try:
        tokenizer = Tokenizer.from_str(model.tokenizer.backend_tokenizer.to_str())
        tokenizer.enable_truncation(longest)
        tokenizer.enable_padding(
            direction=model.tokenizer.padding_side,
            pad_id=model.tokenizer.pad_token_id,
            pad_token=model.tokenizer.pad_token,
        )
        tokenizer.save(str(_tokenizer_path(conversion)))
        LightEncoder("", recipe, conversion)  # which compares the probes
        recipe_path = _recipe_path(conversion)
        beside = recipe_path.with_name(f"{os.getpid()}-{recipe_path.name}")
        beside.write_text(json.dumps(asdict(recipe)), encoding="utf-8")
        beside.replace(recipe_path)
    except Exception as error:  # noqa: BLE001 - tokenizers fail in many ways; readers then load it as this did
        logger.info("readers will load this model with torch: %s: %s", type(error).__name__, error)


def _is_plain(model: "SentenceTransformer") -> bool:
    kinds = [type(module).__name__ for module in model]
    return kinds in _KINDS and model[1].pooling_mode in _POOLINGS and bool(model[1].include_prompt)


def _recipe_path(conversion: Path) -> Path:
    return conversion.with_name("recipe.json")


def _tokenizer_path(conversion: Path) -> Path:
    return conversion.with_name("tokenizer.json")


def _mean(tokens: NDArray[np.float32], mask: NDArray[np.int64]) -> NDArray[np.float32]:
    """The mean of each text's tokens, but for how long it is, which does not matter."""
    total: NDArray[np.float32] = np.einsum("btd,bt->bd", tokens, mask.astype(np.float32))
    return total


def _unit(rows: NDArray[np.float32]) -> Embeddings:
    unit: Embeddings = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return unit
