"""Questions in, the right posts out: the real model over the samples and the first document."""

import threading
from pathlib import Path

import pytest

from index.embedding import SentenceEncoder
from index.errors import IndexBroken, IndexMissing, ModelMismatch
from index.ingest.sources import identify
from index.pipeline import reindex
from index.settings import Settings
from search.engine import SearchEngine
from search.evaluation.collection import read_questions
from search.evaluation.silence import measure_silence, read_unanswerable
from search.query import plain_query
from search.results import SearchMode
from search.showing import PASSAGES_PER_POST
from tests.fakes import FakeEncoder, html_post, write_blog

SEED = "ketamine-ptsd.txt"
SEED_QUESTIONS = [
    ("Which brain receptor does the drug act on?", "NMDA"),
    ("how soon do people feel better than with ordinary pills?", "hours or days"),
    ("a soldier who could not sleep or think clearly", "Alex"),
    ("do we know the effects over many years?", "long-term effects"),
    ("what is it like while the drip is running?", "dissociative effects"),
]
CHROME = ("top of page", "bottom of page", "6 views", "0 comments", "therapy session.")


@pytest.fixture(scope="module")
def seeded(
    samples: Path, shared: Path, real_encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory
) -> SearchEngine:
    """An engine over the samples and the first document."""
    folder = tmp_path_factory.mktemp("seeded")
    sources = [identify(str(samples)), identify(str(shared / "seed"))]
    reindex(sources, folder, Settings(), real_encoder)
    return SearchEngine.open(folder, real_encoder)


@pytest.fixture(scope="module")
def sampled(
    samples: Path, real_encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory
) -> SearchEngine:
    """An engine over the samples."""
    folder = tmp_path_factory.mktemp("sampled")
    reindex([identify(str(samples))], folder, Settings(), real_encoder)
    return SearchEngine.open(folder, real_encoder)


def build(root: Path, posts: dict[str, str], encoder: FakeEncoder) -> None:
    for old in root.glob("blog/*.html"):
        old.unlink()
    write_blog(root / "blog", {f"{name}.html": html_post(name, text) for name, text in posts.items()})
    reindex([identify(str(root / "blog"))], root / "index", Settings(), encoder)


def test_a_ranking_alone_is_that_of_the_search(sampled: SearchEngine) -> None:
    for asked in ("why does bread come out dense?", 'knee "downhill"', "site:nowhere.example", ""):
        found = [(result.stored, result.score) for result in sampled.search(asked, 20).results]
        assert sampled.rank(asked, 20) == found


def test_a_query_that_was_read_already_can_be_asked(sampled: SearchEngine) -> None:
    words = "why are there -dense loaves?"
    assert sampled.search(words).results != sampled.search(plain_query(words)).results
    assert sampled.search(plain_query(words)).query.text == words


@pytest.mark.parametrize(("question", "words"), SEED_QUESTIONS)
def test_the_first_document_is_found_by_its_meaning(seeded: SearchEngine, question: str, words: str) -> None:
    first = seeded.search(question).results[0]
    assert first.stored.post.place == SEED
    assert words in first.snippets[0].text


def test_the_first_documents_chrome_is_in_no_passage(seeded: SearchEngine) -> None:
    first = seeded.search("how does ketamine work in the brain?").results[0]
    assert first.stored.post.place == SEED
    assert first.stored.post.authors == ("John M. Thurston, MD",)
    for chrome in CHROME:
        assert chrome not in first.stored.post.text
    assert first.snippets[0].heading_path == ("Ketamine's Mechanism of Action",)


def test_an_abbreviation_is_answered_where_posts_write_it_out(sampled: SearchEngine) -> None:
    found = sampled.search("ptsd")
    assert found.is_answered
    titles = {result.stored.post.title for result in found.results[:2]}
    assert titles == {"What Actually Happens in an EMDR Session", "When the Same Nightmare Keeps Coming Back"}


@pytest.mark.parametrize(
    "asked",
    ["Dermot Quigley", "posts by Dermot Quigley", "noisy brakes, by dermot quigley", '"Dermot Quigley"'],
)
def test_an_author_is_found_by_name_and_it_is_said_that_no_others_were_searched(
    sampled: SearchEngine, asked: str
) -> None:
    found = sampled.search(asked)
    assert [result.stored.post.authors for result in found.results] == [("Dermot Quigley",)]
    assert found.is_answered
    assert found.notices == ("Only posts by Dermot Quigley were searched. Without the name, all are.",)


def test_the_answer_is_a_whole_sentence_and_words_are_marked(sampled: SearchEngine) -> None:
    snippet = (
        sampled.search("why does my rear wheel bike chain jump when I push hard?").results[0].snippets[0]
    )
    answer = snippet.text[slice(*snippet.answer)]
    assert answer[0].isupper() or not answer[0].isalpha()
    assert answer[-1] in ".!?:”\"')"
    marked = {snippet.text[a:b].casefold() for a, b in snippet.words}
    assert marked
    assert all(0 <= a < b <= len(snippet.text) for a, b in (*snippet.words, snippet.answer))


def test_it_says_when_nothing_here_answers(sampled: SearchEngine, samples: Path) -> None:
    answerable = [question.text for question in read_questions(samples / "queries.tsv")]
    unanswerable = read_unanswerable(samples / "unanswerable.tsv")
    assert len(unanswerable) >= 60
    measured = measure_silence(sampled, answerable[::2], unanswerable[::2])
    assert measured.false_silence <= 0.15
    assert measured.false_answer <= 0.2


@pytest.mark.parametrize(
    "text",
    [
        "🎉",
        "the of and",
        'say "hello',
        "c++",
        "don't",
        "C:\\path",
        "a:b AND (c OR",
        "x " * 5000,
        "今日は",
        "-word",
        "*",
    ],
)
def test_odd_questions_get_sensible_answers(sampled: SearchEngine, text: str) -> None:
    for mode in SearchMode:
        sampled.search(text, mode=mode)
    assert sampled.search(text).results


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\x00"])
def test_asking_nothing_answers_nothing(sampled: SearchEngine, text: str) -> None:
    assert sampled.search(text).results == ()


def test_each_post_stands_once_with_its_best_passage_first(sampled: SearchEngine) -> None:
    results = sampled.search("money in the stock market", top_k=10).results
    keys = [result.stored.key for result in results]
    assert len(keys) == len(set(keys)) == 10
    assert [r.score for r in results] == sorted((r.score for r in results), reverse=True)
    assert all(1 <= len(result.snippets) <= PASSAGES_PER_POST for result in results)
    assert any(len(result.snippets) == PASSAGES_PER_POST for result in results)


def test_a_small_index_answers_with_all_it_has(tmp_path: Path, encoder: FakeEncoder) -> None:
    build(tmp_path, {"a": "Salt keeps cabbage crisp.", "b": "Bells ring at noon."}, encoder)
    engine = SearchEngine.open(tmp_path / "index", encoder)
    assert [r.stored.post.title for r in engine.search("cabbage").results] == ["a", "b"]


def titles(engine: SearchEngine, line: str, mode: SearchMode = SearchMode.HYBRID) -> list[str]:
    return [result.stored.post.title for result in engine.search(line, mode=mode).results]


@pytest.mark.parametrize("mode", SearchMode)
def test_no_post_without_the_phrase_or_with_an_excluded_word_is_found_in_any_mode(
    tmp_path: Path, encoder: FakeEncoder, mode: SearchMode
) -> None:
    posts = {
        "a": "Salt keeps cabbage crisp and sour.",
        "b": "Crisp cabbage keeps with salt.",
        "c": "Cabbage crisp, says the yeast.",
    }
    build(tmp_path, posts, encoder)
    engine = SearchEngine.open(tmp_path / "index", encoder)
    assert sorted(titles(engine, "cabbage", mode)) == ["a", "b", "c"]
    assert sorted(titles(engine, '"cabbage crisp"', mode)) == ["a", "c"]
    assert titles(engine, '"cabbage crisp" -yeast', mode) == ["a"]
    assert titles(engine, '"cabbage boiled"', mode) == []


def test_the_passage_with_the_phrase_is_shown_first(tmp_path: Path, encoder: FakeEncoder) -> None:
    about = "Sourdough needs time, and sourdough needs warmth. " * 12
    build(tmp_path, {"a": f"{about}</p><h2>Later</h2><p>The lame is a blade. {'It cuts. ' * 20}"}, encoder)
    engine = SearchEngine.open(tmp_path / "index", encoder)
    shown = engine.search('sourdough needs warmth and time "is a blade"').results[0].snippets
    assert len(shown) > 1
    assert "is a blade" in shown[0].text


def test_of_conditions_alone_the_newest_posts_come_first(
    tmp_path: Path, encoder: FakeEncoder
) -> None:
    dates = {"old": "2019-01-01", "new": "2024-05-01", "middle": "2021-07-01"}
    for name, day in dates.items():
        text = f"---\ntitle: {name}\ndate: {day}\n---\nBells ring at noon for {name * 3}."
        write_blog(tmp_path / "blog", {f"{name}.md": text})
    reindex([identify(str(tmp_path / "blog"))], tmp_path / "index", Settings(), encoder)
    engine = SearchEngine.open(tmp_path / "index", encoder)
    assert titles(engine, '"bells ring"') != []
    assert titles(engine, "-gong") == ["new", "middle", "old"]
    assert titles(engine, "after:2020 before:2024-06") == ["new", "middle"]
    first = engine.search("-gong", top_k=1).results
    assert [result.snippets[0].text for result in first] == ["Bells ring at noon for newnewnew."]
    assert first[0].snippets[0].answer == (0, 0)


def test_operators_that_mean_nothing_or_fit_no_post_are_explained(
    tmp_path: Path, encoder: FakeEncoder
) -> None:
    build(tmp_path, {"a": "Bells ring at noon."}, encoder)
    engine = SearchEngine.open(tmp_path / "index", encoder)
    wrong = engine.search("bells before:lastweek")
    assert [result.stored.post.title for result in wrong.results] == ["a"]
    assert wrong.notices == ("before:lastweek is no date; write it as in before:2024-06.",)
    absent = engine.search("bells tag:gong")
    assert absent.results == ()
    assert absent.notices == ("No post here fits tag:gong.",)


def test_an_idea_draws_the_answers_to_it_and_an_unwanted_one_away(
    tmp_path: Path, encoder: FakeEncoder
) -> None:
    build(tmp_path, {"a": "Bells of bronze ring.", "b": "Bells of glass ring."}, encoder)
    engine = SearchEngine.open(tmp_path / "index", encoder)
    assert titles(engine, 'bells +"bronze"') == titles(engine, 'bells ~-"of glass"') == ["a", "b"]
    assert titles(engine, 'bells +"glass"') == titles(engine, 'bells ~-"of bronze"') == ["b", "a"]
    assert titles(engine, '+"glass"') == ["b", "a"]


def test_a_new_generation_is_picked_up_without_a_restart(tmp_path: Path, encoder: FakeEncoder) -> None:
    build(tmp_path, {"a": "Salt keeps cabbage crisp."}, encoder)
    engine = SearchEngine.open(tmp_path / "index", encoder)
    assert engine.search("bells").post_count == 1
    build(tmp_path, {"a": "Salt keeps cabbage crisp.", "b": "Bells ring at noon."}, encoder)
    assert engine.search("bells ring").results[0].stored.post.title == "b"


def test_a_survey_asked_again_is_the_same_until_another_generation_is_published(
    tmp_path: Path, encoder: FakeEncoder
) -> None:
    build(tmp_path, {"a": "Bells ring at noon."}, encoder)
    engine = SearchEngine.open(tmp_path / "index", encoder)
    first = engine.survey("bells")
    assert engine.survey("bells") is first
    build(tmp_path, {"a": "Bells ring at noon.", "b": "Bells ring at dusk."}, encoder)
    assert len(engine.survey("bells").found) > len(first.found)


def test_no_search_fails_while_generations_come_and_go(tmp_path: Path, encoder: FakeEncoder) -> None:
    build(tmp_path, {"a": "Bells ring at noon."}, encoder)
    engine = SearchEngine.open(tmp_path / "index", encoder)
    failures: list[Exception] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            try:
                assert engine.search("bells").results[0].stored.post.title == "a"
            except Exception as error:  # noqa: BLE001 - whatever a reader would have met
                failures.append(error)

    readers = [threading.Thread(target=ask) for _ in range(3)]
    for reader in readers:
        reader.start()
    for turn in range(6):  # three are kept, so the first ones are deleted meanwhile
        build(tmp_path, {"a": "Bells ring at noon.", "b": f"Turn number {turn} of the wheel."}, encoder)
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []


def test_an_index_built_with_another_model_is_refused_with_the_reason(
    tmp_path: Path, encoder: FakeEncoder
) -> None:
    build(tmp_path, {"a": "Bells ring."}, encoder)
    with pytest.raises(ModelMismatch, match=r"built with the model fake .* the one loaded is other"):
        SearchEngine.open(tmp_path / "index", FakeEncoder(name="other"))


def test_a_new_generation_of_another_model_is_refused_too(tmp_path: Path, encoder: FakeEncoder) -> None:
    build(tmp_path, {"a": "Bells ring."}, encoder)
    engine = SearchEngine.open(tmp_path / "index", encoder)
    build(tmp_path, {"a": "Bells ring."}, FakeEncoder(name="other"))
    with pytest.raises(ModelMismatch):
        engine.search("bells")


def test_a_missing_or_damaged_index_says_what_to_run(tmp_path: Path, encoder: FakeEncoder) -> None:
    with pytest.raises(IndexMissing, match=r"scripts/reindex\.py"):
        SearchEngine.open(tmp_path / "none", encoder)
    build(tmp_path, {"a": "Bells ring."}, encoder)
    (vectors,) = (tmp_path / "index").glob("generations/*/vectors.faiss")
    vectors.write_bytes(vectors.read_bytes()[:40])
    with pytest.raises(IndexBroken):
        SearchEngine.open(tmp_path / "index", encoder)


def test_a_damaged_new_generation_leaves_readers_on_the_old_one(tmp_path: Path, encoder: FakeEncoder) -> None:
    build(tmp_path, {"a": "Bells ring."}, encoder)
    engine = SearchEngine.open(tmp_path / "index", encoder)
    (tmp_path / "index" / "CURRENT").write_text("no-such-generation\n")
    assert engine.search("bells").results[0].stored.post.title == "a"
