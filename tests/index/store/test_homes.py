"""The contract of a home: an index answers alike, whether it is kept in a folder or in Milvus."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.pipeline import index_posts
from index.records import Block, BlockKind, Post
from index.settings import PassageSettings, Settings
from index.sharing import home_of, share
from index.store.analysis import read_question
from index.store.concordance import Part
from index.store.facets import Facet
from index.store.reading import Chosen, Generation, Home
from search.engine import SearchEngine
from search.results import SearchMode, SearchResponse
from tests.fakes import FakeEncoder, make_post
from tests.milvus import milvus_settings, no_waiting

STARTS = "rye bread salt oven crust stone wheat proof".split()
WORDS = [f"{start}{end}" for start in STARTS for end in ("", "ing", "er")]
LONG = "Kneading goes on and on. " * 40


def random_post(number: int) -> Post:
    """A post of some of few words, so that many posts share some."""
    rng = random.Random(number)
    sentences = [" ".join(rng.choices(WORDS, k=rng.randint(4, 12))).capitalize() + "." for _ in range(12)]
    return make_post(
        *(" ".join(sentences[n : n + 3]) for n in range(0, 12, 3)),
        title=" ".join(rng.choices(WORDS, k=3)),
        url=f"https://blog{number % 3}.example/{2015 + number % 5}/{number}",
        published=f"20{15 + number % 5}-0{1 + number % 9}-11",
        tags=tuple(rng.sample(["Sour Dough", "c++", "News"], k=number % 3)),
        authors=("Jane Doe",) if number % 2 else ("Bob O'Hara", "Ann Jane"),
        language=("en", "de", None)[number % 3],
        site="The Crumb" if number % 4 else None,
    )


HAND_MADE = [
    make_post("Here is zwieback.", title="Rusks", url="https://a.b.example/%_y", link="https://b.example/r"),
    make_post(
        LONG, (2, "Why it takes time"), LONG,
        title="Long", url="https://long.example/1", published="2024-02-29",
    ),
    make_post("Not dated.", url="file:///blog/diary/hot.md", place="diary/hot.md", tags=("🎉", 'say "no"\\')),
    make_post("Who knows.", url="https://odd.example/", authors=('Eve "Q" O\'Neil', "_1%\\", "%"), site="%"),
    make_post("東京のパンは美味しい。", title="パン", url="https://xn--tokyo.example/パン", language="ja"),
    make_post("int main() { C++; }", url="https://code.example/c", published="2024-02-29", site='"] or true'),
    make_post("", title="But a title", url="https://empty.example/1", published="2025-01-01"),
]  # fmt: skip
POSTS = [*HAND_MADE, *map(random_post, range(40))]
NUMBERS = {post.url: number for number, post in enumerate(POSTS)}


@dataclass(frozen=True)
class Kept:
    """One index in both homes."""

    folder: Home
    milvus: Home | None

    def home(self, name: str) -> Home:
        return self.folder if name == "folder" else self.milvus


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    folder = tmp_path_factory.mktemp("homes") / "index"
    small = Settings(passages=PassageSettings(target_tokens=25))
    index_posts([("test", post) for post in POSTS], folder, small, FakeEncoder())
    local = home_of(Settings(), folder)
    try:
        settings = milvus_settings(folder)
    except pytest.skip.Exception:
        yield Kept(local, None)
        return
    with no_waiting():
        share(settings, folder)
    yield Kept(local, home_of(settings, folder))


@pytest.fixture(params=["folder", "milvus"])
def home(request: pytest.FixtureRequest, kept: Kept, tmp_path: Path) -> Home:
    if request.param == "milvus":
        milvus_settings(tmp_path)  # skips where it is not installed
    return kept.home(request.param)


@pytest.fixture
def generation(home: Home) -> Generation:
    return home.open(home.current())


@pytest.fixture
def posts_in(home: Home) -> Callable[[Generation, Chosen], set[int]]:
    """Which posts were chosen: asked of words that all have, among them, as a search would."""

    def numbers(generation: Generation, chosen: Chosen) -> set[int]:
        newest = generation.facets.newest(chosen, len(POSTS))
        assert bool(len(newest)) == bool(chosen.any())
        return set(newest.tolist())

    return numbers


def test_every_post_comes_back_as_it_went_in(generation: Generation) -> None:
    posts = generation.catalog.posts(range(len(POSTS) + 3))
    assert {i: stored.post for i, stored in posts.items()} == {
        i: Post(**{**{name: getattr(post, name) for name in Post.__slots__}, "blocks": ()})
        for i, post in enumerate(POSTS)
    }
    for stored in posts.values():
        whole = generation.catalog.post_by_key(stored.key)
        assert whole is not None
        assert whole.post == POSTS[stored.post_id]
        assert generation.catalog.blocks([stored.post_id]).get(stored.post_id, ()) == whole.post.blocks
    assert generation.catalog.texts([1])[1] == POSTS[1].text
    assert generation.catalog.facts_of([3])[3].authors == POSTS[3].authors
    assert generation.catalog.post_by_key('" or post_id >= 0 or post_key == "') is None
    assert isinstance(posts[1].post.blocks, tuple)
    heading = generation.catalog.post_by_key(posts[1].key).post.blocks[1]
    assert heading == Block(BlockKind.HEADING, len(LONG) + 2, len(LONG) + 19, 2)


def test_topics_and_questions_are_those_that_were_found(generation: Generation, kept: Kept) -> None:
    made = kept.folder.open(kept.folder.current())
    assert (generation.topics, list(generation.questions)) == (made.topics, list(made.questions))
    on_topics = [post_id for topic in generation.topics.groups for post_id in topic.post_ids]
    assert sorted(on_topics) == [i for i in range(len(POSTS)) if i != 6]  # which has no text


def test_a_post_is_found_by_any_of_its_addresses(generation: Generation) -> None:
    for address in ("https://a.b.example/%_y", "https://b.example/r"):
        assert generation.catalog.post_at(address).post_id == 0
    assert generation.catalog.post_at("https://b.example/") is None


def test_passages_belong_to_their_posts_and_have_their_sentences(generation: Generation) -> None:
    layout = generation.layout
    counts = layout.passage_counts(np.arange(len(POSTS)))
    assert counts[6] == 0
    assert counts.sum() == generation.manifest.passage_count == generation.vectors.count
    ids = layout.passages_of(np.array([2, 1, 6]))
    assert layout.posts_of(ids).tolist() == [2] * counts[2] + [1] * counts[1]
    assert ids[0] == layout.first_passages_of(np.array([2]))[0]
    stored = generation.catalog.passages(ids.tolist())
    sentences = [len(stored[i].passage.sentences) for i in ids.tolist()]
    assert layout.sentence_counts(ids).tolist() == sentences
    encoder = FakeEncoder()
    (start, end), *_ = stored[int(ids[0])].passage.sentences
    assert POSTS[2].text[start:end] == "Not dated."
    assert stored[int(ids[-1])].passage.heading_path == ("Why it takes time",)
    rows = generation.sentences.of(ids)
    assert rows.shape == (sum(sentences), encoder.dim)
    of_first = rows[: sentences[0]].tolist()
    assert generation.sentences.of(ids[::-1].copy())[-sentences[0] :].tolist() == of_first


def test_the_nearest_passages_are_those_of_brute_force(generation: Generation) -> None:
    every = generation.layout.passages_of(np.arange(len(POSTS)))
    rows = generation.vectors.rows(every)
    asked = FakeEncoder().encode_queries(["rye bread", "kneading on", "oven stone salt"])
    ids, cosines = generation.vectors.nearest(asked, 15)
    exact = np.sort(asked @ rows.T, axis=1)[:, ::-1][:, :15]
    assert cosines == pytest.approx(exact, abs=1e-5)
    assert (asked[0] @ generation.vectors.rows(ids[0]).T) == pytest.approx(cosines[0], abs=1e-5)
    only = generation.layout.just(every[:4])
    ids, _ = generation.vectors.nearest(asked, 6, only)
    assert set(ids[0].tolist()) == {*every[:4].tolist(), -1}


@pytest.mark.parametrize(
    ("choose", "expected"),
    [
        (lambda g: g.facets.with_value(Facet.TAG, "sour dough"), lambda p: "Sour Dough" in p.tags),
        (lambda g: g.facets.with_value(Facet.TAG, "c++"), lambda p: "c++" in p.tags),
        (lambda g: g.facets.with_value(Facet.TAG, "🎉"), lambda p: "🎉" in p.tags),
        (lambda g: g.facets.with_value(Facet.TAG, '") or true or array_contains(tags, "'), lambda p: False),
        (lambda g: g.facets.with_value(Facet.LANGUAGE, "de"), lambda p: p.language == "de"),
        (lambda g: ~g.facets.with_value(Facet.LANGUAGE, "de"), lambda p: p.language != "de"),
        (lambda g: g.facets.with_words(Facet.AUTHOR, "jane"), lambda p: "Jane" in " ".join(p.authors)),
        (lambda g: g.facets.with_words(Facet.AUTHOR, "jane doe"), lambda p: "Jane Doe" in p.authors),
        (lambda g: g.facets.with_words(Facet.AUTHOR, "hara ann"), lambda p: False),  # of two authors
        (lambda g: g.facets.with_words(Facet.AUTHOR, "o neil"), lambda p: "odd." in p.url),
        (lambda g: g.facets.with_words(Facet.AUTHOR, "%"), lambda p: "odd." in p.url),
        (lambda g: g.facets.with_words(Facet.AUTHOR, "j_ne"), lambda p: False),
        (lambda g: g.facets.with_words(Facet.SITE_NAME, "crumb"), lambda p: p.site == "The Crumb"),
        (lambda g: g.facets.with_words(Facet.SITE_NAME, "%"), lambda p: p.site == "%"),
        (lambda g: g.facets.on_host("b.example"), lambda p: p.link == "https://b.example/r"),
        (lambda g: g.facets.on_host("example"), lambda p: p.url.startswith("http")),
        (lambda g: g.facets.on_host("ample"), lambda p: False),
        (lambda g: g.facets.on_host("diary"), lambda p: p.url.startswith("file")),
        (lambda g: g.facets.below("blog1.example/2016"), lambda p: "blog1.example/2016/" in p.url),
        (lambda g: g.facets.below("blog1.example/201"), lambda p: False),
        (lambda g: g.facets.published(date(2019, 1, 1), None), lambda p: (p.published or "") >= "2019"),
        (lambda g: g.facets.published(None, date(2016, 5, 1)), lambda p: "2" < str(p.published) < "2016-05"),
        (lambda g: g.facets.published(None, None), lambda p: p.published is not None),
        (lambda g: g.layout.with_passages(), lambda p: bool(p.text)),
        (lambda g: g.concordance.posts_with(["on", "and", "on"]), lambda p: "on and on" in p.text),
        (lambda g: ~g.concordance.posts_with(["on", "and", "on"]), lambda p: "on and on" not in p.text),
        (lambda g: g.concordance.posts_with(["c++"]), lambda p: "C++" in p.text),
        (lambda g: g.concordance.posts_with(["c"]), lambda p: False),
        (lambda g: g.concordance.posts_with(["rusks"], [Part.TITLE]), lambda p: p.title == "Rusks"),
        (lambda g: g.concordance.posts_with(["rusks"], [Part.TEXT]), lambda p: False),
        (lambda g: g.concordance.posts_with(["東", "京"]), lambda p: p.language == "ja"),
        (lambda g: g.concordance.posts_with(["nobody", "says", "this"]), lambda p: False),
        (lambda g: ~g.concordance.posts_with(["nobody"]), lambda p: True),
        (
            lambda g: g.facets.with_value(Facet.LANGUAGE, "de") & g.facets.on_host("blog1.example")
            | g.concordance.posts_with(["zwieback"]),
            lambda p: (p.language == "de" and "blog1." in p.url) or "zwieback" in p.text,
        ),
    ],
)  # fmt: skip
def test_posts_are_chosen_by_what_is_known_of_them(
    generation: Generation,
    posts_in: Callable[[Generation, Chosen], set[int]],
    choose: Callable[[Generation], Chosen],
    expected: Callable[[Post], bool],
) -> None:
    numbers = {number for number, post in enumerate(POSTS) if expected(post)}
    assert posts_in(generation, choose(generation)) == numbers


def test_the_newest_come_first_and_of_a_day_those_with_the_lower_number(generation: Generation) -> None:
    every = ~generation.facets.with_value(Facet.TAG, "no such tag")
    days = [post.published or "" for post in POSTS]
    expected = sorted(range(len(POSTS)), key=lambda number: days[number], reverse=True)
    for count in (1, 2, 20, len(POSTS) - 2, len(POSTS)):
        assert generation.facets.newest(every, count).tolist() == expected[:count]
    assert generation.facets.days_of([1, 2]).tolist() == [date(2024, 2, 29).toordinal(), 0]
    assert generation.facets.languages == ("en", "de", "ja")


def test_words_score_by_their_rarity_and_unknown_ones_not(generation: Generation, kept: Kept) -> None:
    lexicon = generation.lexicon
    assert lexicon.known(["zwieback", "nowhere", "on"]) == ("zwieback", "on")
    rarities = lexicon.rarities(["zwieback", "rye", "nowhere"])
    assert rarities["nowhere"] > rarities["zwieback"] > rarities["rye"] > 0
    most = 2.2 * (rarities["zwieback"] + rarities["rye"])
    assert lexicon.ceiling(["zwieback", "rye"]) == pytest.approx(most)
    every = generation.layout.passages_of(np.arange(len(POSTS)))
    only = generation.layout.just(every)
    ((best, _), *others) = lexicon.best(["zwieback", "nowhere"], 5, only)
    assert (generation.layout.posts_of(np.array([best])).tolist(), others) == ([0], [])
    assert lexicon.best(["nowhere"], 5, only) == []
    known = kept.folder.open(kept.folder.current())
    stems = ["rye", "bread", "on"]
    held = lexicon.held({"zwieback": 2.0, "rusk": 0.5, "on": 3.0, "nowhere": 9.0, "dough": 1.0}, only)
    of_zwieback, of_long, of_tagged = generation.layout.first_passages_of(np.array([0, 1, 8])).tolist()
    assert (held[of_zwieback], held[of_long], held.get(of_tagged)) == (2.5, 3.0, None)  # tags do not count
    scores = [score for _, score in lexicon.best(stems, 30)]
    assert scores == pytest.approx([score for _, score in known.lexicon.best(stems, 30)], rel=1e-5)


def test_candidates_are_found_by_meaning_and_by_words_at_once(generation: Generation, kept: Kept) -> None:
    readings = [*read_question("rye bread on and on"), *read_question("zwieback"), *read_question("nowhere")]
    rows = FakeEncoder().encode_queries(["rye bread on and on", "zwieback"])
    every = ~generation.facets.with_value(Facet.TAG, "no such tag")
    for chosen in (None, (every, generation.layout.passages_in(every))):
        found = generation.retriever.retrieve(lambda: rows, 8, readings, 12, chosen)
        local = kept.folder.open(kept.folder.current())
        expected = local.retriever.retrieve(lambda: rows, 8, readings, 12)
        for of_reading, same in zip(found.posts, expected.posts, strict=True):
            assert dict(of_reading) == pytest.approx(dict(same), rel=1e-5)
        nearest = {i for row in generation.vectors.nearest(rows, 8)[0].tolist() for i in row}
        assert set(found.passage_ids.tolist()) == nearest
        found = generation.retriever.retrieve(lambda: rows, 8, readings[:1], 12, chosen)
        assert dict(found.posts[0]) == pytest.approx(dict(expected.posts[0]), rel=1e-5)
        firsts = generation.layout.first_passages_of(np.array([post_id for post_id, _ in found.posts[0]]))
        assert nearest <= set(found.passage_ids.tolist()) <= nearest | set(firsts.tolist())
    assert generation.retriever.retrieve(lambda: rows[:0], 8, readings[:1], 3).passage_ids.tolist() == []
    assert generation.retriever.retrieve(lambda: rows, 8, [], 3).posts == []


QUESTIONS = [
    "rye bread", "salting the oven stone", "zwieback", "kneading on and on", "東京 パン", "C++ main", "C++",
    "nobody says this", '"on and on"', '"rye" bread', "-rye bread", '-"kneading goes" oven',
    "title:rusks zwieback", "posts by Bob O'Hara", "Jane Doe on rye",
    "author:jane salt", "author:\"o'hara\" oven", 'author:"%" knows', "tag:🎉 dated",
    'tag:"sour dough" oven', "lang:de crust", "-lang:de crust", "site:blog1.example oven",
    "site:blog1.example/2016 oven", "-site:example rye", 'site:"] or true', "after:2018 wheat",
    "before:2016 wheat", "after:2024-02-29", "before:2016 OR after:2024 proof", "tag:nothing rye",
    '+"rye crust" salting', '~-"rye bread" oven', "lang:ja", 'author:"\\" or 1==1" rye',
    "How long does the bread stay in the oven? Is the stone too hot for rye? Should I salt it before that?",
]  # fmt: skip


def as_shown(response: SearchResponse) -> list[object]:
    return [
        (result.stored.post_id, result.is_close, result.snippets, result.also)
        for result in response.results
    ]


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_homes_give_the_same_results(kept: Kept, tmp_path: Path, question: str) -> None:
    milvus_settings(tmp_path)
    in_folder, in_milvus = (SearchEngine.open(home, FakeEncoder()) for home in (kept.folder, kept.milvus))
    for mode in SearchMode:
        expected, found = (engine.search(question, 8, mode) for engine in (in_folder, in_milvus))
        assert as_shown(found) == as_shown(expected)
        scores = [result.score for result in expected.results]
        assert [result.score for result in found.results] == pytest.approx(scores, abs=1e-4)
        assert found.notices == expected.notices
        expected, found = (engine.rank(question, 30, mode) for engine in (in_folder, in_milvus))
        assert [stored for stored, _ in found] == [stored for stored, _ in expected]


def test_both_homes_name_the_same_authors(kept: Kept, tmp_path: Path) -> None:
    milvus_settings(tmp_path)
    in_folder, in_milvus = (
        {name for name in home.open(home.current()).facets.author_names() if name[0].isalnum()}
        for home in (kept.folder, kept.milvus)
    )
    assert in_milvus == in_folder >= {"jane doe", "bob o hara", "ann jane"}


def test_both_homes_relate_the_same_posts(kept: Kept, tmp_path: Path) -> None:
    milvus_settings(tmp_path)
    in_folder, in_milvus = (SearchEngine.open(home, FakeEncoder()) for home in (kept.folder, kept.milvus))
    for post in POSTS[7:12]:
        expected, found = (engine.related(post.url) for engine in (in_folder, in_milvus))
        assert [one.stored for one in found] == [one.stored for one in expected]
    assert in_milvus.related("https://nowhere.example/") is None


def test_both_homes_offer_a_reader_the_same(kept: Kept, tmp_path: Path) -> None:
    milvus_settings(tmp_path)
    in_folder, in_milvus = (SearchEngine.open(home, FakeEncoder()) for home in (kept.folder, kept.milvus))
    for question in ("salting the oven stone", "author:jane crust"):
        expected, found = (engine.survey(question) for engine in (in_folder, in_milvus))
        assert [(each.ranked.post_id, each.facts, each.is_close) for each in found.found] == [
            (each.ranked.post_id, each.facts, each.is_close) for each in expected.found
        ]
        shown = in_milvus.results(found, found.found[:3]), in_folder.results(expected, expected.found[:3])
        assert [result.snippets for result in shown[0]] == [result.snippets for result in shown[1]]
    stored = in_folder.post(in_folder.related(POSTS[7].url)[0].stored.key)
    assert in_milvus.post(stored.key) == stored
    assert in_milvus.graded(stored, "rye oven") == in_folder.graded(stored, "rye oven")
    assert [one.stored for one in in_milvus.like(stored)] == [one.stored for one in in_folder.like(stored)]
    assert in_milvus.overview() == in_folder.overview()
    for typed in ("rye", "why", "sour"):
        assert in_milvus.suggest(typed) == in_folder.suggest(typed)
    assert in_milvus.did_you_mean("zwiebcak") is None  # where it would have to know words by their letters
