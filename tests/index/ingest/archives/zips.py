"""Short ways to make zips, honest and otherwise."""

import zipfile
from collections.abc import Mapping
from pathlib import Path


def write_zip(path: Path, files: Mapping[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    """A zip of {name inside: content}; returns its path."""
    with zipfile.ZipFile(path, "w", packing) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return path


def replace_bytes(path: Path, old: bytes, new: bytes) -> Path:
    """`path` with `old` made `new` wherever it stands, of the same length so that nothing moves."""
    assert len(old) == len(new)
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))
    return path
