"""What computes the embeddings of many texts' tokens: OpenVINO, or torch wherever it runs.

Both may be asked by several threads at once, and say how many are worth it.
"""

import queue
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.inference import compile_conversion
from index.records import Embeddings

if TYPE_CHECKING:
    import openvino
    from sentence_transformers import SentenceTransformer

Tokens = NDArray[np.int64]  # (texts, length): the ids of tokens; or 1 for a token, and 0 for padding


class InOpenVINO:
    """A conversion, with a core for each of the threads that ask at once.

    On two cores that takes 10.5 ms of both for a passage of 160 tokens, where two cores on one request take
    10.9, and part of the time one waits for the other.
    """

    def __init__(self, conversion: Path) -> None:
        """Compile it."""
        compiled = compile_conversion(conversion, "THROUGHPUT")
        self.calls_at_once = int(compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))
        self._requests: queue.SimpleQueue[openvino.InferRequest] = queue.SimpleQueue()
        for _ in range(self.calls_at_once):
            self._requests.put(compiled.create_infer_request())

    def __call__(self, token_ids: Tokens, mask: Tokens) -> Embeddings:
        """(texts, length, dim)."""
        request = self._requests.get()
        try:
            computed: Embeddings = request.infer([token_ids, mask], share_inputs=True)[0].copy()
        finally:
            self._requests.put(request)
        return computed


class InTorch:
    """The model's own transformer, on whatever device it is."""

    calls_at_once = 2  # while one computes, the other cuts texts into tokens, and pools

    def __init__(self, model: "SentenceTransformer") -> None:
        """Use the first part of `model`."""
        self._model = model.eval()  # as `encode` does: in training a model drops some of what it reads
        self._lock = threading.Lock()

    def __call__(self, token_ids: Tokens, mask: Tokens) -> Embeddings:
        """(texts, length, dim)."""
        import torch

        inputs = {"input_ids": torch.from_numpy(token_ids), "attention_mask": torch.from_numpy(mask)}
        features = {name: value.to(self._model.device) for name, value in inputs.items()}
        with self._lock, torch.inference_mode():
            computed: Embeddings = self._model[0](features)["token_embeddings"].float().cpu().numpy()
        return computed
