"""The house: imports go one way, and importing does nothing but define things."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PROJECT_ROOT

NETWORK = (
    "socket", "urllib.request", "http.client", "requests", "httpx", "aiohttp", "scrapy", "huggingface_hub",
)  # fmt: skip
HEAVY = ("torch", "sentence_transformers", "transformers", "openvino", "streamlit")


def modules(package: str) -> list[Path]:
    return sorted((PROJECT_ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The dotted name of everything that the module at `path` imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = path.relative_to(PROJECT_ROOT).parts[: -node.level]
                base = ".".join([*parents, *filter(None, [base])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def importers(paths: list[Path], name: str) -> list[str]:
    """Those of `paths` that import `name` or something in it."""
    return [
        str(path.relative_to(PROJECT_ROOT))
        for path in paths
        if any(found == name or found.startswith(f"{name}.") for found in imported(path))
    ]


def test_the_walk_sees_imports() -> None:
    assert "index/pipeline.py" in importers(modules("index"), "index.store.archive")
    assert "index/embedding.py" in importers(modules("index"), "sentence_transformers")  # inside a function


@pytest.mark.parametrize("upper", ["search", "scripts", "app", "tests"])
def test_index_imports_nothing_above_it(upper: str) -> None:
    assert importers(modules("index"), upper) == []


@pytest.mark.parametrize("upper", ["scripts", "app", "tests"])
def test_search_imports_nothing_above_it(upper: str) -> None:
    assert importers(modules("search"), upper) == []


def test_ingest_and_store_do_not_know_each_other() -> None:
    assert importers(modules("index/ingest"), "index.store") == []
    assert importers(modules("index/store"), "index.ingest") == []


def test_the_lowest_modules_need_the_standard_library_and_numpy_only() -> None:
    for name in ("records", "errors", "settings"):
        tops = {found.split(".")[0] for found in imported(PROJECT_ROOT / f"index/{name}.py")}
        assert tops <= set(sys.stdlib_module_names) | {"numpy", "index"}, name
        ours = {found for found in imported(PROJECT_ROOT / f"index/{name}.py") if found.startswith("index")}
        assert ours <= {"index.errors", "index.errors.SettingsError"}, name


def test_only_the_app_and_its_pages_import_streamlit() -> None:
    others = [*modules("index"), *modules("scripts"), *modules("search")]
    ui = PROJECT_ROOT / "search/ui"
    assert importers([path for path in others if not path.is_relative_to(ui)], "streamlit") == []


def test_only_the_crawler_and_the_model_hub_reach_for_the_network() -> None:
    crawler = {f"index/ingest/web/{name}.py" for name in ("answers", "fetching", "guard", "worker")}
    allowed = {*crawler, "index/model_files.py"}
    for name in NETWORK:
        assert set(importers([*modules("index"), *modules("search")], name)) <= allowed, name


def test_importing_loads_no_model_and_opens_no_socket_and_no_index() -> None:
    names = [
        ".".join(path.relative_to(PROJECT_ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in (*modules("index"), *modules("search"))
        if not path.is_relative_to(PROJECT_ROOT / "search/ui")
    ]
    script = f"""
import builtins, importlib, pathlib, socket, sqlite3, sys
def refuse(*args, **kwargs):
    raise RuntimeError(f"used while importing: {{args[:2]}}")
socket.socket.connect = socket.socket.bind = refuse
sqlite3.connect = refuse
pathlib.Path.mkdir = pathlib.Path.write_text = pathlib.Path.write_bytes = refuse
for name in {names!r}:
    importlib.import_module(name)
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run(  # noqa: PLW1510 - what it says is looked at below
        [sys.executable, "-W", "ignore", "-c", script],
        capture_output=True,
        text=True,
        cwd=PROJECT_ROOT,
        timeout=120,
    )
    assert done.stdout.strip() == "[]", done.stderr
