"""Words find their passages."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexBroken
from index.store.analysis import stems
from index.store.lexicon import Lexicon, LexiconRow, write_lexicon
from tests.conftest import PROJECT_ROOT

NOBODY = 65534


def row(passage_id: int, text: str, *, headings: str = "", title: str = "", tags: str = "") -> LexiconRow:
    return LexiconRow(passage_id, text, headings, title, tags)


def lexicon(folder: Path, *rows: LexiconRow) -> Lexicon:
    write_lexicon(folder / "lexicon", rows)
    return Lexicon(folder / "lexicon")


def ids(lexicon: Lexicon, words: str, count: int = 10) -> list[int]:
    return [passage_id for passage_id, _ in lexicon.best(stems(words), count)]


def test_the_passage_that_holds_the_words_comes_first(tmp_path: Path) -> None:
    found = lexicon(
        tmp_path,
        row(0, "The kettle sings on the stove."),
        row(1, "Ketamine infusions brought relief within hours."),
        row(2, "Relief came slowly, after weeks."),
    )
    assert ids(found, "ketamine relief") == [1, 2]


def test_words_are_stemmed_and_accents_folded(tmp_path: Path) -> None:
    found = lexicon(tmp_path, row(0, "Zwei Cafés"), row(1, "He was infused twice."))
    assert ids(found, "cafe") == [0]
    assert ids(found, "INFUSES") == [1]


def test_words_are_stemmed_in_the_language_of_their_passage(tmp_path: Path) -> None:
    german = LexiconRow(0, "Die Häuser am Fluss", "", "", "", language="de")
    english = LexiconRow(1, "The house by the river", "", "", "", language="en")
    found = lexicon(tmp_path, german, english)
    assert [i for i, _ in found.best(stems("Haus", "de"), 5)] == [0]
    assert [i for i, _ in found.best(stems("houses", "en"), 5)] == [1]


def test_names_that_no_passage_has_are_told_from_those_that_one_has(tmp_path: Path) -> None:
    found = lexicon(tmp_path, row(0, "Node.js and CVE-2024-3094"), row(1, "js on a node"))
    assert found.known(["nodej", "wifi", "cve2024-3094"]) == ("nodej", "cve2024-3094")


def test_texts_without_blanks_are_found_by_their_parts(tmp_path: Path) -> None:
    found = lexicon(tmp_path, row(0, "昨日、東京都の猫に会った。"), row(1, "京都の東に住む。"))
    assert ids(found, "東京")[0] == 0
    assert ids(found, "猫") == [0]


def test_accents_written_apart_are_the_same_word(tmp_path: Path) -> None:
    found = lexicon(tmp_path, row(0, "a nai\u0308ve plan"), row(1, "another plan"))
    assert ids(found, "naïve") == [0]


def test_title_headings_and_tags_count(tmp_path: Path) -> None:
    found = lexicon(
        tmp_path,
        row(0, "Nothing of it here."),
        row(1, "Nor here.", title="Sourdough for beginners"),
        row(2, "Nor here.", headings="The starter\nFeeding it"),
        row(3, "Nor here.", tags="baking\nbread"),
    )
    assert ids(found, "sourdough") == [1]
    assert ids(found, "feeding") == [2]
    assert ids(found, "bread") == [3]


def test_a_word_in_the_title_counts_more_than_one_in_passing(tmp_path: Path) -> None:
    text = "We walked past the bakery and on towards the harbour in the rain."
    found = lexicon(tmp_path, row(0, text.replace("rain", "sourdough")), row(1, text, title="Sourdough"))
    assert ids(found, "sourdough") == [1, 0]


def test_a_rare_word_outweighs_a_common_one(tmp_path: Path) -> None:
    rows = [row(n, "the usual talk of bread and more bread") for n in range(20)]
    found = lexicon(tmp_path, *rows, row(20, "the usual talk of spelt and more flour"))
    assert ids(found, "bread spelt")[0] == 20


def test_scores_fall_and_no_more_come_than_asked(tmp_path: Path) -> None:
    found = lexicon(tmp_path, *(row(n, "bread " * (n + 1) + "water " * 30) for n in range(30)))
    scores = [score for _, score in found.best(["bread"], 7)]
    assert len(scores) == 7
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


def test_ties_are_ranked_in_the_order_of_the_passages(tmp_path: Path) -> None:
    found = lexicon(tmp_path, *(row(n, "bread and butter") for n in range(500)))
    assert ids(found, "butter", 10) == list(range(10))


@pytest.mark.parametrize("share", [0.0, 0.002, 0.01, 0.1, 0.6, 1.0])
def test_among_admitted_passages_the_best_are_those_of_a_search_without_the_others(
    tmp_path: Path, share: float
) -> None:
    random = np.random.default_rng(11)
    words = np.array(["bread", "water", "salt", "rye", "oven", "flour", "time"])
    texts = [" ".join(random.choice(words, size=random.integers(1, 12))) for _ in range(3_000)]
    found = lexicon(tmp_path, *(row(n, text) for n, text in enumerate(texts)))
    admitted = random.random(len(texts)) < share
    everything = found.best(["rye", "salt"], len(texts))
    expected = [(passage_id, score) for passage_id, score in everything if admitted[passage_id]][:10]
    hits = found.best(["rye", "salt"], 10, admitted)
    assert [i for i, _ in hits] == [i for i, _ in expected]
    assert [score for _, score in hits] == pytest.approx([score for _, score in expected])


def test_no_words_and_unknown_words_find_nothing(tmp_path: Path) -> None:
    found = lexicon(tmp_path, row(0, "bread"))
    assert ids(found, "") == ids(found, "xyzzy") == []


def test_what_a_query_parser_would_choke_on_is_just_words(tmp_path: Path) -> None:
    found = lexicon(tmp_path, row(0, 'Learning C++ (and "C#") with title:care'))
    assert ids(found, 'c++ "unclosed (title:care AND') == [0]


def test_a_lexicon_let_go_takes_its_links_along_without_a_warning(tmp_path: Path) -> None:
    write_lexicon(tmp_path / "lexicon", [row(0, "bread")])
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    folder = str(tmp_path / "lexicon")
    script = f"import pathlib; from index.store.lexicon import Lexicon; Lexicon(pathlib.Path({folder!r}))"
    done = subprocess.run(  # noqa: PLW1510 - what it says is looked at below
        [sys.executable, "-W", "default::ResourceWarning", "-c", script],
        capture_output=True, text=True, cwd=PROJECT_ROOT, timeout=60,
        env={**os.environ, "TMPDIR": str(scratch)},
    )  # fmt: skip
    assert "Warning" not in done.stderr
    assert list(scratch.iterdir()) == []


def test_all_passages_are_counted(tmp_path: Path) -> None:
    assert lexicon(tmp_path, *(row(n, "same text") for n in range(1_234))).count == 1_234


def test_opening_and_searching_writes_nothing_beside_the_index(tmp_path: Path) -> None:
    found = lexicon(tmp_path, row(0, "bread"))
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "lexicon").iterdir()}
    ids(found, "bread")
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "lexicon").iterdir()} == before
    assert not any("lock" in name for name in before)


@pytest.mark.parametrize("damage", ["missing", "empty", "garbage"])
def test_a_folder_that_holds_no_lexicon_is_refused(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "lexicon"
    if damage == "empty":
        folder.mkdir()
    elif damage == "garbage":
        lexicon(tmp_path, row(0, "bread"))
        (folder / "meta.json").write_text("{")
    with pytest.raises(IndexBroken, match="lexicon"):
        Lexicon(folder)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that every user may read; pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="blogseek-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may become another user"
)
def test_another_user_can_search_where_nothing_may_be_written(open_to_all: Path) -> None:
    lexicon(open_to_all, row(0, "Ketamine brought relief."))
    (open_to_all / "lexicon").chmod(0o555)
    script = (
        "import os, pathlib\n"
        "from index.store.lexicon import Lexicon\n"  # before: root's packages may be closed to others
        f"os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        f"lexicon = Lexicon(pathlib.Path({str(open_to_all / 'lexicon')!r}))\n"
        "print(lexicon.best(['relief'], 3)[0][0])\n"
    )
    done = subprocess.run(  # noqa: PLW1510 - what it says is looked at below
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=PROJECT_ROOT, timeout=60
    )
    assert done.stdout.strip() == "0", done.stderr
