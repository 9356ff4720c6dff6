"""How the vectors of a generation are searched is chosen when it is built, and goes with it from then on."""

import random
from pathlib import Path

import pytest

from index import pipeline
from index.forgetting import forget
from index.ingest.sources import identify
from index.own_questions import own_questions
from index.pipeline import reindex
from index.records import Passage
from index.report import Report
from index.settings import Settings
from index.store import vector_file, vector_search_choice
from index.store.catalog_writing import CatalogEntry
from index.store.generation import check_generation, current_generation
from index.store.manifest import Manifest
from index.store.paths import IndexPaths
from index.store.vector_search import FOUND_TOO_FEW
from search.engine import SearchEngine
from search.results import SearchMode
from tests.fakes import FakeEncoder, html_post, make_post, write_blog

WORDS = "bread rye oven crust salt yeast flour water night morning cellar basket steam knife crumb".split()
QUESTIONS = ("rye bread in the morning", "salt", "steam and crust")


@pytest.fixture(autouse=True)
def _short_from_few(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (vector_file, vector_search_choice):
        monkeypatch.setattr(module, "SHORTLIST_FROM", 40)
    monkeypatch.setattr(vector_file, "_FEW", 5)


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A folder of 120 posts of random words."""
    draw = random.Random(3)
    posts = {
        f"{n}.html": html_post(f"All about {n} {draw.choice(WORDS)}", " ".join(draw.choices(WORDS, k=30)))
        for n in range(120)
    }
    write_blog(tmp_path / "blog", posts)
    return tmp_path / "blog"


def build(blog: Path, root: Path) -> Report:
    return reindex([identify(str(blog))], root, Settings(), FakeEncoder())


def published(root: Path) -> Manifest:
    paths = IndexPaths(root)
    return check_generation(paths.generation(current_generation(paths)))


def answers(root: Path) -> list[list[str]]:
    """The addresses of the posts found by meaning alone, for each question."""
    engine = SearchEngine.open(root, FakeEncoder())
    ranked = (engine.rank(question, top_k=10, mode=SearchMode.DENSE) for question in QUESTIONS)
    return [[stored.post.url for stored, _ in found] for found in ranked]


def test_manifest_and_report_say_how_and_with_what_recall(blog: Path, tmp_path: Path) -> None:
    report = build(blog, tmp_path / "index")
    search = published(tmp_path / "index").vector_search
    assert search == report.vector_search
    assert search.recall_at_10 >= 0.98
    assert search.question_count > 100
    assert search.kind in str(search)


def test_short_forms_find_what_an_exact_search_finds(
    blog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(blog, tmp_path / "short")
    monkeypatch.setattr(vector_search_choice, "SHORTLIST_FROM", 10_000)
    build(blog, tmp_path / "exact")
    assert published(tmp_path / "exact").vector_search.is_exact
    assert not published(tmp_path / "short").vector_search.is_exact
    assert answers(tmp_path / "short") == answers(tmp_path / "exact")


def test_what_is_forgotten_leaves_the_short_forms_too(blog: Path, tmp_path: Path) -> None:
    build(blog, tmp_path / "index")
    gone = answers(tmp_path / "index")[0][0]
    forget(tmp_path / "index", [gone])
    assert not published(tmp_path / "index").vector_search.is_exact
    assert all(gone not in found for found in answers(tmp_path / "index"))


def test_where_short_forms_find_too_few_the_report_says_so(
    blog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "SHORTLIST_FROM", 40)
    monkeypatch.setattr(vector_search_choice, "LEAST_RECALL", 1.1)
    report = build(blog, tmp_path / "index")
    assert FOUND_TOO_FEW in report.notes
    assert published(tmp_path / "index").vector_search.is_exact
    assert all(answers(tmp_path / "index"))


def test_an_index_is_asked_by_its_titles_and_headings_once_each() -> None:
    titles = ("About baking bread", "About baking bread", "Salt")
    posts = [make_post("Some text.", title=title) for title in titles]
    entries = [CatalogEntry("", post, [Passage(0, 4, ("How much salt", "Why"))]) for post in posts]
    assert sorted(own_questions(entries)) == ["About baking bread", "How much salt"]
    assert own_questions(entries) == own_questions(entries)
