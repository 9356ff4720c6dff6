"""A reranker: a sentence-transformers CrossEncoder, found and loaded as the encoder is."""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError
from index.model_files import find_model
from index.settings import RerankSettings
from search.fusion import Scores
from search.rerank import Reranking

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_ADVICE = "name another in [rerank] model, or leave that out"
# What a model must be that gives a pair one score; of any other, sentence-transformers makes one whose last
# layer was never trained.
_SCORING_KINDS = ("ForSequenceClassification", "ForCausalLM")


def load_reranking(settings: RerankSettings) -> Reranking | None:
    """What `[rerank]` asks for; None, and nothing is loaded, where it names no model. Raises ModelError."""
    if not settings.model:
        return None
    return Reranking(CrossEncoderReranker(settings.model), settings.budget_ms)


class CrossEncoderReranker:
    """A Reranker over sentence-transformers. The model is loaded when the object is made.

    Safe to share between threads: a lock guards the tokenizer, which cannot be used by two at once.
    """

    def __init__(self, name: str) -> None:
        """Find and load the model `name`. Raises ModelError."""
        self._name = name
        self._model = _load(name)
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The name or folder the model was asked for by."""
        return self._name

    def score(self, query: str, texts: Sequence[str]) -> Scores:
        """(len(texts),): what the model puts out before anything squeezes it between 0 and 1, where the best
        would be alike. Raises ModelError.
        """
        import torch

        try:
            with self._lock:
                scores = self._model.predict(
                    [(query, text) for text in texts],
                    batch_size=max(1, len(texts)),
                    activation_fn=torch.nn.Identity(),
                    show_progress_bar=False,
                )
        except Exception as error:
            raise ModelError(
                f"The cross-encoder {self._name} failed ({type(error).__name__}) and has no say; {_ADVICE}."
            ) from error
        return np.asarray(scores, dtype=np.float32)


def _load(name: str) -> "CrossEncoder":
    try:
        folder = find_model(name)
    except ModelError as error:
        raise ModelError(
            f"There is no cross-encoder {name}: no such folder, nor a model in the cache or to be downloaded "
            f"now; {_ADVICE}."
        ) from error
    from sentence_transformers import CrossEncoder  # here, since it takes seconds to import
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    try:
        model: CrossEncoder = CrossEncoder(str(folder), local_files_only=True)
        kinds = getattr(model.config, "architectures", None) or ()
        is_scoring = len(model) > 1 or any(kind.endswith(_SCORING_KINDS) for kind in kinds)
        label_count = model.num_labels
    except Exception as error:
        raise ModelError(
            f"The cross-encoder {name} cannot be loaded ({type(error).__name__}: {error}); {_ADVICE}."
        ) from error
    if not is_scoring or label_count != 1:
        raise ModelError(f"The model {name} gives a question and a text no single score; {_ADVICE}.")
    return model
