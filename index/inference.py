"""Makes a sentence-transformers model run its transformer in OpenVINO, which on a CPU is several times
as fast as torch. Everything else of the model (tokenizer, pooling, normalising) stays as it is.

Where this cannot be done, for whatever reason, the model is left as it was: slower, and just as right.
"""

import logging
import os
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.settings import user_cache

if TYPE_CHECKING:
    import openvino
    from sentence_transformers import SentenceTransformer

logger = logging.getLogger(__name__)

# bfloat16 moves MiniLM's embeddings by a cosine of 0.00002 to 0.00003 from torch's float32; less
# agreement than this means that the conversion went wrong.
_LEAST_COSINE = 0.999
_PROBES = (
    "What helps?",
    "A plain sentence of moderate length, with a comma, to compare two ways of computing it.",
    "Several sentences. One after another! Until there are enough of them for a passage, or nearly so? " * 4,
)
_MAX_BATCH = 4096
ALL_CORES = 0  # as OpenVINO says it


def speed_up(model: "SentenceTransformer", digest: str) -> Path | None:
    """Switch `model` over to OpenVINO; the place of its conversion, or None where that could not be done.

    The conversion is kept in the user's cache, under the model's `digest`.
    """
    if model.device.type != "cpu":
        return None
    transformer = model[0]
    own_forward = transformer.forward
    try:
        import_openvino()
        expected = model.encode(list(_PROBES), normalize_embeddings=True)
        conversion = conversion_path(digest)
        transformer.forward = _Forward(_compile(transformer, conversion))
        cosines = (expected * model.encode(list(_PROBES), normalize_embeddings=True)).sum(axis=1)
        if cosines.min() < _LEAST_COSINE:
            raise ValueError(f"its embeddings differ from torch's (cosine {cosines.min():.4f})")
    except Exception as error:  # noqa: BLE001 - a conversion fails in as many ways as there are model architectures
        logger.info("OpenVINO is not used: %s: %s", type(error).__name__, error)
        transformer.forward = own_forward
        return None
    return conversion


class _Forward:
    """Stands in for the transformer's own forward pass. The encoder's lock keeps threads apart."""

    def __init__(self, compiled: "openvino.CompiledModel") -> None:
        self._request = compiled.create_infer_request()

    def __call__(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        import torch

        inputs = (features["input_ids"].numpy(), features["attention_mask"].numpy())
        result = self._request.infer(dict(enumerate(inputs)), share_inputs=True)
        features["token_embeddings"] = torch.from_numpy(result[0].copy())
        return features


def compile_conversion(
    path: Path, hint: str = "LATENCY", *, threads: int = ALL_CORES
) -> "openvino.CompiledModel":
    """The conversion at `path`, ready to run. Raises RuntimeError where it is damaged.

    With the hint "LATENCY" all `threads` work on one request; with "THROUGHPUT" several are worth making at
    once, OPTIMAL_NUMBER_OF_INFER_REQUESTS.
    """
    core = import_openvino().Core()
    capabilities = core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    precision = "bf16" if "BF16" in capabilities else "f32"
    options = {
        "PERFORMANCE_HINT": hint,
        "INFERENCE_PRECISION_HINT": precision,
        "INFERENCE_NUM_THREADS": threads,
    }
    compiled: openvino.CompiledModel = core.compile_model(str(path), "CPU", options)
    return compiled


def import_openvino() -> Any:
    """Import OpenVINO without its telemetry, which would report each use to its maker over the network."""
    if "openvino" not in sys.modules:
        sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # means: not installed
    import openvino

    return openvino


def _compile(transformer: Any, path: Path) -> "openvino.CompiledModel":
    if path.exists():
        try:
            return compile_conversion(path)
        except RuntimeError:
            logger.info("the conversion at %s is damaged and is made again", path)
    _convert(transformer, path)
    return compile_conversion(path)


def _convert(transformer: Any, path: Path) -> None:
    """Export the transformer with any batch size and length, and keep it at `path`."""
    import openvino
    import torch

    class TokenEmbeddings(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer.auto_model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            output = self.transformer(input_ids=input_ids, attention_mask=attention_mask)
            embeddings: torch.Tensor = output.last_hidden_state
            return embeddings

    example = torch.ones((3, 17), dtype=torch.long)
    longest = int(transformer.max_seq_length or 512)
    batch = torch.export.Dim("batch", min=1, max=_MAX_BATCH)
    sizes = {0: batch, 1: torch.export.Dim("length", min=2, max=longest)}
    # What they warn of is their own affair, and not whether the conversion is right: that is measured.
    with torch.no_grad(), warnings.catch_warnings(action="ignore"):
        program = torch.export.export(
            TokenEmbeddings().eval(), (example, torch.ones_like(example)), dynamic_shapes=(sizes, sizes)
        )
        converted = openvino.convert_model(program)
    keep_model(converted, path)


def keep_model(model: "openvino.Model", path: Path) -> None:
    """Write `model` to `path`, an .xml, with its weights beside it; a reader finds both or none."""
    import openvino

    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{os.getpid()}-{path.name}")
    openvino.save_model(model, str(beside), compress_to_fp16=False)
    # The weights first: whoever finds the .xml finds its .bin.
    beside.with_suffix(".bin").replace(path.with_suffix(".bin"))
    beside.replace(path)


def conversion_path(digest: str) -> Path:
    """Where the conversion of the model with `digest` is kept, by this version of OpenVINO."""
    version = str(import_openvino().__version__).split("-")[0]
    return user_cache() / "openvino" / version / digest[:32] / "model.xml"
