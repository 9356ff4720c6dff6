"""Copies of a model that compute in int8, quantised by nncf for the texts that they are to embed.

A copy is kept in the user's cache, under the digest of the model that it is made from. It does not depend on
OpenVINO's version, as conversions do: an index goes on with the copy that it was begun with, since embeddings
of two copies are not to be mixed.
"""

import contextlib
import hashlib
import io
import logging
from collections.abc import Sequence
from importlib import util as import_util
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError, SettingsError
from index.inference import import_openvino, keep_model
from index.settings import EmbeddingSettings, user_cache

# 20 seconds of two cores; with 16 texts a copy is as fast, and what 200 give was measured (docs/quality.md).
CALIBRATION_TEXTS = 200


def has_nncf() -> bool:
    """Whether what quantises is installed."""
    return import_util.find_spec("nncf") is not None


def require_nncf(settings: EmbeddingSettings) -> None:
    """Raise SettingsError where `settings` ask for int8, and what quantises is not installed."""
    if settings.precision == "int8" and not has_nncf():
        raise SettingsError('[embedding] precision = "int8" needs nncf; run: python -m pip install nncf')


def copy_path(model_digest: str, copy_digest: str) -> Path:
    """Where the copy with `copy_digest`, of the model with `model_digest`, is kept."""
    return copies_folder() / model_digest[:32] / copy_digest[:32] / "model.xml"


def copies_folder() -> Path:
    """Where all copies are kept: in it a folder for each model, in that one for each copy of it."""
    return user_cache() / "openvino" / "int8"


def copy_digest(model_digest: str, token_ids: Sequence[NDArray[np.int64]]) -> str:
    """SHA-256 (hex) of all that decides a copy: model, nncf, and the texts that it is calibrated on."""
    digest = hashlib.sha256(f"{model_digest} int8 nncf {version('nncf')}".encode())
    for ids in token_ids:
        digest.update(len(ids).to_bytes(4) + ids.astype("<i8").tobytes())
    return digest.hexdigest()


def quantise(conversion: Path, token_ids: Sequence[NDArray[np.int64]], path: Path) -> None:
    """Keep at `path` a copy of `conversion` in int8, calibrated on texts.

    `token_ids` are those of each text (tokens,), as the model reads it. Raises ModelError where this machine
    computes nothing in int8, or nncf can make nothing of the model.
    """
    core = import_openvino().Core()  # before nncf, which would report its use as well
    if "INT8" not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        raise ModelError("this processor computes nothing in int8")
    import nncf

    nncf.set_log_level(logging.ERROR)
    inputs = [[ids[None, :], np.ones_like(ids)[None, :]] for ids in token_ids]
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # its progress bars
            quantised = nncf.quantize(
                core.read_model(conversion),
                nncf.Dataset(inputs),
                model_type=nncf.ModelType.TRANSFORMER,
                subset_size=len(inputs),
            )
    except Exception as error:
        raise ModelError(f"nncf cannot quantise the model ({type(error).__name__}: {error})") from error
    keep_model(quantised, path)
