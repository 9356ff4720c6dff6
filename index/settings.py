"""Settings, read from `blogseek.toml`. Every one has a default, so the file may be absent."""

import os
import re
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
STORE_KINDS = ("folder", "milvus")
PRECISIONS = ("auto", "int8")
VECTOR_INDEXES = ("FLAT", "HNSW", "DISKANN")  # as Milvus calls them; the first is exact


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """`[store]`: where the index lies, and how many generations are kept to go back to.

    `kind` is "folder", or "milvus": then readers find it in the Milvus at `uri`, under names that begin with
    `prefix`, and `vector_index` says how passages are found there by meaning. `token` never leaves this.
    """

    folder: str = "blogseek-index"
    generations_kept: int = 3
    kind: str = "folder"
    uri: str = ""
    token: str = field(default="", repr=False)
    prefix: str = "blogseek"
    vector_index: str = "FLAT"

    def __post_init__(self) -> None:
        """Raise SettingsError for what cannot be."""
        if self.kind not in STORE_KINDS:
            raise SettingsError(f"[store] kind must be one of: {', '.join(STORE_KINDS)}.")
        if self.kind == "milvus" and not self.uri:
            raise SettingsError('[store] kind = "milvus" needs a uri, such as "http://localhost:19530".')
        if "@" in self.uri:
            raise SettingsError("[store] uri must hold no password; write user:password into token.")
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,49}", self.prefix):
            raise SettingsError("[store] prefix must be letters and digits, 50 at most, a letter first.")
        if self.vector_index not in VECTOR_INDEXES:
            raise SettingsError(f"[store] vector_index must be one of: {', '.join(VECTOR_INDEXES)}.")


@dataclass(frozen=True, slots=True)
class EmbeddingSettings:
    """`[embedding]`: a sentence-transformers model by name or folder, and the most tokens that a batch has.

    `workers` are processes that embed at once. Where `cluster` is the address of a Dask scheduler, its
    workers embed instead. With the `precision` "int8", passages are embedded by a copy of the model that is
    quantised for them (docs/quality.md has what it costs); with "auto", in what is as good as exact.
    """

    model: str = DEFAULT_MODEL
    precision: str = "auto"
    batch_tokens: int = 1024
    workers: int = 1
    cluster: str = ""

    def __post_init__(self) -> None:
        """Raise SettingsError for what cannot be."""
        if not self.model:
            raise SettingsError(f"[embedding] model must name one; leave it out for {DEFAULT_MODEL}.")
        if self.precision not in PRECISIONS:
            raise SettingsError(f"[embedding] precision must be one of: {', '.join(PRECISIONS)}.")


@dataclass(frozen=True, slots=True)
class PassageSettings:
    """`[passages]`: the length to aim at, in the model's own tokens.

    On the dev parts length hardly matters to the ranking, since posts are also weighed by their sentences and
    by all of their words. nDCG@10 of xquad-en, feedbackqa and scifact, hybrid: 96 tokens 0.980, 0.651, 0.754;
    160 tokens 0.980, 0.652, 0.756; 240 tokens 0.981, 0.650. Passages that begin with the last sentence of the
    one before (160 tokens): 0.980, 0.651; so none overlap, which also costs the least to embed.
    """

    target_tokens: int = 160


@dataclass(frozen=True, slots=True)
class RankingSettings:
    """`[ranking]`: how much a post's date counts beside how well it answers, from 0 to 1, and after how many
    days it counts half.
    """

    recency: float = 0.0
    half_life_days: float = 365.0

    def __post_init__(self) -> None:
        """Raise SettingsError for what is out of bounds."""
        if self.recency > 1:
            raise SettingsError("[ranking] recency must be from 0 to 1.")
        if self.half_life_days == 0:
            raise SettingsError("[ranking] half_life_days must be more than 0.")


@dataclass(frozen=True, slots=True)
class RerankSettings:
    """`[rerank]`: a sentence-transformers CrossEncoder by name or folder that reads the best posts again, or
    none; and the time that it has for this in each search.
    """

    model: str = ""
    budget_ms: int = 200


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """`[sources]`: files above this size are left out, and so are drafts and private posts by default."""

    max_file_bytes: int = 20_000_000
    include_drafts: bool = False


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """`[crawl]`: how sites are asked. `contact` is an address or a mailbox that their owners can write to.

    `delay_s` is the least time between two requests to one host; private hosts are asked faster.
    """

    contact: str = ""
    delay_s: float = 1.0
    timeout_s: float = 30.0
    sites_at_once: int = 32
    max_pages_per_site: int = 20_000
    max_depth: int = 30
    max_page_bytes: int = 10_000_000
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class OptOutSettings:
    """`[optout]`: addresses whose owners want them left out; one that ends in `/` stands for all below it."""

    addresses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise SettingsError for an empty one, which as a path would mean all that is below this folder."""
        if not all(map(str.strip, self.addresses)):
            raise SettingsError("[optout] addresses must not hold an empty one; take it out.")


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """`[[source]]`: a source that is indexed whenever none is named. An empty kind is recognised."""

    location: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Relative paths are relative to the project's folder."""

    store: StoreSettings = field(default_factory=StoreSettings)
    embedding: EmbeddingSettings = field(default_factory=EmbeddingSettings)
    passages: PassageSettings = field(default_factory=PassageSettings)
    ranking: RankingSettings = field(default_factory=RankingSettings)
    rerank: RerankSettings = field(default_factory=RerankSettings)
    sources: SourceSettings = field(default_factory=SourceSettings)
    crawl: CrawlSettings = field(default_factory=CrawlSettings)
    optout: OptOutSettings = field(default_factory=OptOutSettings)
    source: tuple[SourceEntry, ...] = ()

    def index_folder(self) -> Path:
        """The index's folder: the environment's word first, then the file's."""
        named = os.environ.get(INDEX_VARIABLE) or self.store.folder
        return PROJECT_ROOT / os.path.expanduser(named)  # noqa: PTH111 - Path's raises where there is no home

    def is_shared(self, index_folder: Path) -> bool:
        """Whether readers find what is made in `index_folder` elsewhere: not where a folder was named."""
        is_elsewhere = self.store.kind != "folder" and not os.environ.get(INDEX_VARIABLE)
        return is_elsewhere and index_folder.resolve() == self.index_folder().resolve()


def user_cache() -> Path:
    """Where this user keeps what can be made again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "blogseek"


def load_settings(path: Path = SETTINGS_FILE) -> Settings:
    """Read `path`; defaults where it does not exist. Raises SettingsError, naming the wrong entry."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Windows' editors mark it
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path.name} cannot be read: {error}.") from error
    settings: Settings = _fill(Settings(), document, path.name)
    return _placed(settings, path.parent)


def path_named(name: str, folder: Path = Path()) -> str | None:
    """The path from `folder` that a person means by `name`; None for an address, with or without `https://`.

    >>> path_named("posts/x/", Path("/blog")), path_named("a.example/post"), path_named("https://a.example/")
    ('/blog/posts/x/', None, None)
    """
    named = Path(os.path.expanduser(name))  # noqa: PTH111 - Path's raises where there is no such user
    path = folder / named
    is_host = not named.is_absolute() and "." in name.partition("/")[0].strip(".")
    if "://" in name or (is_host and not _is_there(path)):
        return None
    return f"{path}/" if name.endswith("/") else str(path)


def _is_there(path: Path) -> bool:
    return os.path.exists(path)  # noqa: PTH110 - Path's raises for what is too long to be a path


def _placed(settings: Settings, folder: Path) -> Settings:
    """`settings` with paths of sources, models and what owners want out from `folder`, wherever a command
    runs."""

    def from_folder(named: str) -> str:
        path = folder / named
        return str(path) if named.strip() and "://" not in named and _is_there(path) else named

    unwanted = tuple(path_named(address, folder) or address for address in settings.optout.addresses)
    return replace(
        settings,
        optout=replace(settings.optout, addresses=unwanted),
        embedding=replace(settings.embedding, model=from_folder(settings.embedding.model)),
        rerank=replace(settings.rerank, model=from_folder(settings.rerank.model)),
        source=tuple(replace(entry, location=from_folder(entry.location)) for entry in settings.source),
    )


def _fill(settings: Any, values: Mapping[str, Any], where: str) -> Any:
    """`settings` with `values` put in, field by field, tables into nested settings."""
    known = {f.name: getattr(settings, f.name) for f in fields(settings)}
    changes: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            raise SettingsError(f"{where}: {name} is not a setting; known here: {', '.join(known)}.")
        changes[name] = _checked(value, known[name], f"{where}: {name}")
    return replace(settings, **changes)


def _checked(value: Any, default: Any, place: str) -> Any:
    """`value` as a setting of the kind of `default`. Raises SettingsError where it cannot be one."""
    if isinstance(value, Mapping) and hasattr(default, "__dataclass_fields__"):
        return _fill(default, value, place)
    if place.endswith(": source") and isinstance(value, list) and all(isinstance(v, Mapping) for v in value):
        return tuple(_fill(SourceEntry(), entry, place) for entry in value)
    if isinstance(default, tuple) and isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    if isinstance(default, float) and type(value) is int:
        value = float(value)
    if place.endswith(": source"):
        raise SettingsError(f"{place} must be written as [[source]], with a location, once for each source.")
    if type(value) is not type(default):
        raise SettingsError(f"{place} must be {_KIND_NAMES.get(type(default), 'a table')}.")
    if isinstance(value, int) and not isinstance(value, bool) and value < 1:
        raise SettingsError(f"{place} must be at least 1.")
    if isinstance(value, float) and not 0 <= value < float("inf"):
        raise SettingsError(f"{place} must be 0 or more.")
    return value


_KIND_NAMES = {
    str: "a text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    tuple: "a list of texts in quotes",
}
