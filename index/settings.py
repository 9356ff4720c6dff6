"""Settings, read from `blogseek.toml`. Every one has a default, so the file may be absent."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from index.errors import SettingsError

PROJECT_ROOT = Path(__file__).resolve().parent.parent
SETTINGS_FILE = PROJECT_ROOT / "blogseek.toml"
INDEX_VARIABLE = "BLOGSEEK_INDEX"  # names the index folder, over the settings file
DEFAULT_MODEL = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """`[store]`: where the index lies, and how many generations are kept to go back to."""

    folder: str = "blogseek-index"
    generations_kept: int = 3


@dataclass(frozen=True, slots=True)
class EmbeddingSettings:
    """`[embedding]`: a sentence-transformers model by name or folder, and texts per batch."""

    model: str = DEFAULT_MODEL
    batch_size: int = 16


@dataclass(frozen=True, slots=True)
class PassageSettings:
    """`[passages]`: the length to aim at, in the model's own tokens."""

    target_tokens: int = 160


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """`[sources]`: files above this size are left out."""

    max_file_bytes: int = 20_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Relative paths are relative to the project's folder."""

    store: StoreSettings = field(default_factory=StoreSettings)
    embedding: EmbeddingSettings = field(default_factory=EmbeddingSettings)
    passages: PassageSettings = field(default_factory=PassageSettings)
    sources: SourceSettings = field(default_factory=SourceSettings)

    def index_folder(self) -> Path:
        """The index's folder: the environment's word first, then the file's."""
        named = os.environ.get(INDEX_VARIABLE) or self.store.folder
        return PROJECT_ROOT / os.path.expanduser(named)  # noqa: PTH111 - Path's raises where there is no home


def load_settings(path: Path = SETTINGS_FILE) -> Settings:
    """Read `path`; defaults where it does not exist. Raises SettingsError, naming the wrong entry."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path.name} cannot be read: {error}.") from error
    settings: Settings = _fill(Settings(), document, path.name)
    return settings


def _fill(settings: Any, values: Mapping[str, Any], where: str) -> Any:
    """`settings` with `values` put in, field by field, tables into nested settings."""
    known = {f.name: getattr(settings, f.name) for f in fields(settings)}
    changes: dict[str, Any] = {}
    for name, value in values.items():
        place = f"{where}: {name}"
        if name not in known:
            raise SettingsError(f"{place} is not a setting; known here: {', '.join(known)}.")
        default = known[name]
        if isinstance(value, Mapping) and hasattr(default, "__dataclass_fields__"):
            changes[name] = _fill(default, value, place)
        elif type(value) is not type(default):
            raise SettingsError(f"{place} must be {_KIND_NAMES.get(type(default), 'a table')}.")
        elif isinstance(value, int) and value < 1:
            raise SettingsError(f"{place} must be at least 1.")
        else:
            changes[name] = value
    return replace(settings, **changes)


_KIND_NAMES = {str: "a text in quotes", int: "a whole number", bool: "true or false"}
