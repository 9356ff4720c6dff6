"""The page as Streamlit runs it, over an index made with the real model."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest
from bs4 import BeautifulSoup
from streamlit.testing.v1 import AppTest

from index.embedding import SentenceEncoder
from index.ingest.sources import identify
from index.pipeline import reindex
from index.settings import Settings
from index.store.generation import current_generation
from index.store.paths import GenerationPaths, IndexPaths
from search.engine import SearchEngine
from search.query import MAX_QUERY_CHARS
from tests.conftest import PROJECT_ROOT
from tests.fakes import html_post, write_blog

# In words that the post does not use.
QUESTION = "only a handful of businesses produce nearly all the gains on the exchange"
TITLE = "Why the Haystack Beats the Needle: Index Funds Versus Picking Stocks"
ANSWER = "The whole net gain of the market above bills came from roughly four per cent of the companies."

BEES_QUESTION = "my hive has lost its monarch, what now?"
BEES_TITLE = "When a colony has no queen"
BEES_ANSWER = "A colony whose queen has died raises a new queen from a young larva."
BEES = html_post(BEES_TITLE, "Bees are patient.", BEES_ANSWER, "Look again after a month.")


def open_page(**address: str) -> AppTest:
    """A reader opens the page; `address` is what stands after the question mark."""
    app = AppTest.from_file(str(PROJECT_ROOT / "app.py"), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def ask(app: AppTest, question: str) -> AppTest:
    """Type `question` and press Enter."""
    return app.text_input[0].set_value(question).run()


def shown(app: AppTest) -> BeautifulSoup:
    """What the page shows, without its own script. Streamlit must not have shown a traceback."""
    assert not app.exception
    bodies = (element.body for element in app.get("html"))
    return BeautifulSoup("".join(body for body in bodies if "bsNavigates" not in body), "html.parser")


def cards(app: AppTest) -> list[str]:
    """The titles of the cards, best first."""
    return [title.get_text() for title in shown(app).select(".bs-card h2")]


def message(app: AppTest) -> str:
    """The text of the friendly message in place of answers."""
    assert cards(app) == []
    (found,) = shown(app).select(".bs-message")
    text = " ".join(found.get_text(" ").split())
    assert not any(word in text for word in ("Traceback", "Error", "Exception", "errno")), text
    return text


def published(index_folder: Path) -> GenerationPaths:
    """The files that the page reads."""
    paths = IndexPaths(index_folder)
    return paths.generation(current_generation(paths))


def test_the_page_opens_on_a_box_and_says_how_much_it_can_be_asked(sample_index: Path) -> None:
    app = open_page()
    assert [box.label for box in app.text_input] == ["Ask in your own words"]
    assert shown(app).h1.get_text() == "Blogseek"
    count = json.loads(published(sample_index).manifest.read_text())["post_count"]
    assert f"{count} posts to ask" in shown(app).select_one(".bs-count").get_text()
    assert cards(app) == []


def test_a_typed_question_shows_the_post_and_the_sentence_that_answer(sample_index: Path) -> None:
    app = ask(open_page(), QUESTION)
    first = shown(app).select_one(".bs-card")
    assert first.h2.get_text() == TITLE
    assert first.mark.get_text() == ANSWER
    assert "posts searched" in shown(app).select_one(".bs-count").get_text()
    assert not shown(app).select(".bs-message")


def test_the_address_asks_the_same_question(sample_index: Path) -> None:
    typed, opened = ask(open_page(), QUESTION), open_page(q=QUESTION)
    assert opened.text_input[0].value == QUESTION
    assert cards(opened) == cards(typed)
    assert shown(opened).select_one(".bs-card mark").get_text() == ANSWER


def test_another_question_replaces_the_answers(sample_index: Path) -> None:
    app = ask(open_page(q=QUESTION), "can oily pads be saved by baking them in the oven")
    assert cards(app)[0] != TITLE
    assert len(shown(app).select(".bs-count")) == 1


MANY_ANSWERS = "-nowhere"  # no post has the word, so that all of them answer


def open_link(href: str) -> AppTest:
    """Follow a link within the page, as another reader would who was sent it."""
    app = AppTest.from_file(str(PROJECT_ROOT / "app.py"), default_timeout=60)
    for name, values in parse_qs(href.removeprefix("?")).items():
        app.query_params[name] = values
    return app.run()


def answer_count(app: AppTest) -> int:
    """How many answers the page says there are."""
    return int(shown(app).select_one(".bs-count b").get_text().split()[0])


def test_every_count_is_what_its_link_shows(sample_index: Path) -> None:
    app = open_page(q=MANY_ANSWERS)
    page = shown(app)
    links = page.select(".bs-kinds li a")[::4] + page.select(".bs-years a")
    assert len(links) > 8
    for link in links:
        told = link.get("aria-label") or link.select_one(".bs-n").get_text()
        count = int(told.rpartition(": ")[2].split()[0].removesuffix("answers"))
        narrowed = open_link(link["href"])
        assert answer_count(narrowed) == count > 0
        assert len(cards(narrowed)) == min(count, 10)
        assert shown(narrowed).select(".bs-chosen a")


def test_more_answers_are_a_click_away_until_all_are_shown(sample_index: Path) -> None:
    app = open_page(q=MANY_ANSWERS)
    titles, total = cards(app), answer_count(app)
    assert total > 10
    while more := shown(app).select_one(".bs-load a"):
        app = open_link(more["href"])
        assert cards(app)[: len(titles)] == titles
        titles = cards(app)
    assert len(titles) == total


def test_the_newest_come_first_if_the_reader_wants_so(sample_index: Path) -> None:
    page = shown(open_link(shown(open_page(q="how to save money")).select(".bs-order a")[1]["href"]))
    near = page.select_one(".bs-nearest")
    if near:
        near.decompose()
    days = [time["datetime"] for time in page.select(".bs-card time")]
    assert len(days) > 1
    assert days == sorted(days, reverse=True)


def test_a_choice_that_no_answer_fits_says_so(sample_index: Path) -> None:
    page = shown(open_page(q=QUESTION, author="<b>nobody</b>", year="1066"))
    assert "No answer is like that" in page.get_text()
    assert [link.get_text() for link in page.select(".bs-chosen a")][:2] == [
        "Drop Author: <b>nobody</b> ×",
        "Drop Year: 1066 ×",
    ]


def test_where_nothing_answers_the_nearest_are_called_not_quite(sample_index: Path) -> None:
    page = shown(open_page(q="who won the first submarine race under the volcano?", blog="loaf"))
    assert "Nothing here answers that." in page.select_one(".bs-message").get_text()
    assert page.select_one(".bs-nearest > h2").get_text() == "Not quite"
    assert len(page.select(".bs-nearest .bs-card")) == 5
    assert not page.select(".bs-filters, .bs-count")


def test_another_question_drops_what_was_chosen(sample_index: Path) -> None:
    app = ask(open_page(q=QUESTION, author="nobody", show="50", order="newest"), QUESTION + "?")
    assert cards(app)[0] == TITLE
    assert not shown(app).select(".bs-chosen")
    assert set(app.query_params) == {"q"}


@pytest.mark.parametrize("question", ["", "   ", "\t\n"])
def test_no_question_is_no_search(sample_index: Path, question: str) -> None:
    app = ask(open_page(q=QUESTION), question)
    assert cards(app) == []
    assert "posts to ask" in shown(app).select_one(".bs-count").get_text()


def test_the_address_of_a_post_leads_to_it(sample_index: Path) -> None:
    link = shown(ask(open_page(), QUESTION)).select_one(".bs-card h2 a")["href"]
    stored = SearchEngine.open(sample_index).post(parse_qs(link[1:])["post"][0])
    notice = shown(open_page(q=stored.post.link)).select_one(".bs-notice")
    assert notice.get_text() == f"That is the address of {TITLE}."
    assert shown(open_link(notice.a["href"])).h1.get_text() == TITLE


def test_every_example_of_the_help_finds_something_here(sample_index: Path) -> None:
    engine = SearchEngine.open(sample_index)
    examples = [link.get_text() for link in shown(open_page()).select(".bs-help td a")]
    assert len(examples) > 10
    for example in examples:
        survey = engine.survey(example)
        assert survey.found, example
        assert not survey.notices


ODD_QUESTIONS = {
    "emoji": "🍞",
    "very long": "why is bread dense " * 526,
    "one very long word": "x" * 10_000,
    "open quote": '"open',
    "only signs": "?!. - +",
    "c++": "c++",
    "apostrophe": "don't",
    "markup": "<script>alert(1)</script>",
    "common words": "the of and",
    "operators": "title: AND (OR NOT) ^2 ~ * [a TO b]",
    "right to left": "لماذا الخبز كثيف",
    "unseen characters": "\u200b\u202e\x00",
}


@pytest.mark.parametrize("question", ODD_QUESTIONS.values(), ids=ODD_QUESTIONS)
def test_any_text_is_a_question(sample_index: Path, question: str) -> None:
    app = ask(open_page(), question)
    page = shown(app)
    assert not page.find(string=lambda text: "did not work" in text)
    assert not page.find("script")
    assert page.select(".bs-card") or "Nothing was found." in message(app)
    if not any(map(str.isalnum, question)):
        assert not page.select(".bs-card")  # what is nearest to signs is no answer
    assert len(app.text_input[0].value) <= MAX_QUERY_CHARS


@pytest.mark.parametrize(
    ("question", "advice"),
    [
        ("after:2024 before:2023", "No post fits all of that at once; leave some of it out."),
        ("tag:nosuchtag bread", "Leave out what no post fits, or write it in another way."),
        ("before:lastweek", "Ask with a word or two."),
    ],
)
def test_where_no_post_is_found_the_advice_is_about_what_was_typed(
    sample_index: Path, question: str, advice: str
) -> None:
    assert message(ask(open_page(), question)) == f"Nothing was found. {advice}"


def test_a_very_long_question_in_the_address_is_cut(sample_index: Path) -> None:
    app = open_page(q="why is my bread so dense " * 400)
    assert "Sourdough" in cards(app)[0]
    assert len(app.text_input[0].value) <= MAX_QUERY_CHARS


def test_an_operator_that_means_nothing_is_explained_above_the_answers(sample_index: Path) -> None:
    app = ask(open_page(), f"{QUESTION} before:<b>lastweek")
    assert cards(app)[0] == TITLE
    assert "before:<b>lastweek is no date" in shown(app).select_one(".bs-notice").get_text()


def test_a_slip_is_offered_mended_above_the_answers_to_what_was_typed(sample_index: Path) -> None:
    app = ask(open_page(), "why is my sourdogh dense <b>")
    meant = shown(app).select_one(".bs-meant")
    assert meant.get_text() == "Did you mean why is my sourdough dense <b>?"
    assert meant.a["href"] == "?q=why+is+my+sourdough+dense+%3Cb%3E"
    assert app.text_input[0].value == "why is my sourdogh dense <b>"
    assert "Sourdough" in cards(app)[0]
    assert not shown(app).select(".bs-answered")


def test_only_a_question_that_found_something_is_named_to_the_type_ahead(sample_index: Path) -> None:
    app = ask(open_page(), QUESTION)
    assert shown(app).select_one(".bs-answered")["data-question"] == QUESTION
    assert not shown(ask(app, "who won the chess championship of 1972?")).select(".bs-answered")


def test_the_empty_page_shows_what_there_is_and_questions_that_are_answered(sample_index: Path) -> None:
    page = shown(open_page())
    assert [heading.get_text() for heading in page.select("h2")] == [
        "Worth asking", "Topics", "Tags", "Newest posts", "Blogs",
    ]  # fmt: skip
    for question in (link.get_text() for link in page.select(".bs-questions a")):
        assert shown(open_page(q=question)).select(".bs-answered"), question
    topic = page.select_one('.bs-chips a[href*="topic%3A"]')
    found = open_link(topic["href"])
    assert answer_count(found) == int(topic.select_one(".bs-many").get_text())


def test_the_empty_page_of_very_few_posts_has_no_topics_and_still_stands(
    index_folder: Path, tmp_path: Path, real_encoder: SentenceEncoder
) -> None:
    write_blog(tmp_path / "blog", {"tea.html": html_post("Tea", "Warm the pot before the leaves go in.")})
    reindex([identify(str(tmp_path / "blog"))], index_folder, Settings(), real_encoder)
    page = shown(open_page())
    assert "1 post to ask" in page.get_text()
    assert not page.select(".bs-message")


def test_an_index_that_was_built_without_topics_says_how_they_are_made(own_index: Path) -> None:
    paths = IndexPaths(own_index)
    paths.generation(current_generation(paths)).topics.unlink()
    assert "the next reindexing finds them" in shown(open_page(topics="topic")).get_text()
    assert "Topics" not in [heading.get_text() for heading in shown(open_page()).select("h2")]


@pytest.mark.parametrize("colour", ["topic", "blog", "year", "", "<script>", "x" * 10_000])
def test_the_map_of_topics_has_a_list_that_says_the_same_in_words(sample_index: Path, colour: str) -> None:
    app = open_page(topics=colour)
    page = shown(app)
    assert page.h1.get_text() == "Topics"
    assert len(app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")) == 2
    counts = [int(said.get_text().split()[0]) for said in page.select(".bs-topics .bs-about")]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == int(page.select_one(".bs-count").get_text().split()[0])
    assert len(page.select(".bs-colours [aria-current]")) == 1
    assert not page.find("script")


def test_a_site_alone_shows_its_posts_the_newest_first(sample_index: Path) -> None:
    app = ask(open_page(), "site:plainledger.example")
    days = [day["datetime"] for day in shown(app).select(".bs-card time")]
    assert len(days) > 3
    assert days == sorted(days, reverse=True)
    assert not shown(app).select(".bs-card mark, .bs-notice")


def test_no_index_is_a_sentence_that_says_what_to_type(index_folder: Path) -> None:
    asked = ask(open_page(), QUESTION)
    for app in (open_page(), open_page(q=QUESTION), asked, open_page(post="0123456789ab")):
        text = message(app)
        assert "There is nothing to search yet." in text
        assert "python scripts/reindex.py" in text
        assert str(index_folder) in text
    assert not index_folder.exists()  # looking makes nothing


def test_an_empty_folder_is_no_index(index_folder: Path) -> None:
    index_folder.mkdir()
    assert "There is nothing to search yet." in message(open_page())


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no generation of that name": lambda root: (root / "CURRENT").write_text("20200101T000000.000000Z\n"),
    "empty CURRENT": lambda root: (root / "CURRENT").write_text(""),
    "CURRENT leads out": lambda root: (root / "CURRENT").write_text("../../elsewhere\n"),
    "CURRENT is not text": lambda root: (root / "CURRENT").write_bytes(b"\xff\xfe\x00"),
    "garbage manifest": lambda root: published(root).manifest.write_text("{garbage"),
    "manifest of another format": lambda root: published(root).manifest.write_text('{"format_version": 99}'),
    "manifest is a list": lambda root: published(root).manifest.write_text("[]"),
    "short manifest": lambda root: published(root).manifest.write_text('{"format_version": 9}'),
    "truncated vectors": lambda root: halve(published(root).vectors),
    "empty vectors": lambda root: published(root).vectors.write_bytes(b""),
    "no vectors": lambda root: published(root).vectors.unlink(),
    "truncated sentences": lambda root: halve(published(root).sentences),
    "garbage catalog": lambda root: published(root).catalog.write_bytes(b"garbage" * 1000),
    "truncated catalog": lambda root: halve(published(root).catalog),
    "no catalog": lambda root: published(root).catalog.unlink(),
    "no words": lambda root: [path.unlink() for path in published(root).lexicon.iterdir()],
}


def halve(path: Path) -> None:
    """Cut a file in the middle."""
    content = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(content[: len(content) // 2])


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_index_is_a_sentence_that_says_what_to_type(
    own_index: Path, damage: Callable[[Path], object]
) -> None:
    damage(own_index)
    text = message(open_page(q=QUESTION))
    assert "The index cannot be opened." in text
    assert "python scripts/reindex.py" in text


def test_an_index_that_is_damaged_while_in_use_goes_on_answering(own_index: Path) -> None:
    app = ask(open_page(), QUESTION)
    (own_index / "CURRENT").write_text("20200101T000000.000000Z\n")
    assert cards(ask(app, QUESTION + "?"))[0] == TITLE


def test_an_index_of_another_model_says_so(own_index: Path) -> None:
    manifest = published(own_index).manifest
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "model_digest": "0" * 64}))
    text = message(open_page(q=QUESTION))
    assert "The index was made with another model." in text
    assert "python scripts/reindex.py" in text


def test_a_model_that_is_gone_says_so(own_index: Path) -> None:
    manifest = published(own_index).manifest
    gone = str(own_index / "models" / "gone")
    # Of one that is known by its digest there is a conversion still, which is all that a reader needs.
    unknown = {"model_name": gone, "model_digest": "0" * 64}
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), **unknown}))
    assert gone in message(open_page(q=QUESTION))


def test_an_index_made_after_the_page_was_opened_is_found(index_folder: Path, built_index: Path) -> None:
    app = open_page()
    assert "There is nothing to search yet." in message(app)
    index_folder.symlink_to(built_index)
    assert cards(ask(app, QUESTION))[0] == TITLE


def test_a_repaired_index_is_found(own_index: Path) -> None:
    current = own_index / "CURRENT"
    name = current.read_text()
    current.write_text("gone\n")
    app = open_page()
    assert "The index cannot be opened." in message(app)
    current.write_text(name)
    assert cards(ask(app, QUESTION))[0] == TITLE


def test_a_generation_published_meanwhile_answers_the_next_question(
    own_index: Path, tmp_path: Path, real_encoder: SentenceEncoder
) -> None:
    app = ask(open_page(), BEES_QUESTION)
    assert BEES_TITLE not in cards(app)
    blog = write_blog(tmp_path / "bees", {"queen.html": BEES})
    assert reindex([identify(str(blog))], own_index, Settings(), real_encoder).published
    app.run()
    assert cards(app)[0] == BEES_TITLE
    assert shown(app).select_one(".bs-card mark").get_text() == BEES_ANSWER


def test_a_surprise_is_a_sentence_that_keeps_its_secret(
    sample_index: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app = open_page()

    def fail(*arguments: object, **options: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(SearchEngine, "survey", fail)
    text = message(ask(app, QUESTION))
    assert "That did not work." in text
    assert "secret" not in str(shown(app))
    assert "secret" in caplog.text  # for the maintainer
    monkeypatch.undo()
    assert app.text_input[0].value == QUESTION


def test_a_card_of_a_post_that_is_not_on_the_web_opens_it_here(sample_index: Path) -> None:
    results = ask(open_page(), QUESTION)
    href = shown(results).select_one(".bs-card h2 a")["href"]
    assert href.startswith("?post=")
    address = dict(pair.split("=") for pair in href[1:].split("&"))
    view = shown(open_page(post=address["post"], at=address["at"], q=QUESTION))
    assert view.h1.get_text() == TITLE
    assert view.mark.get_text() == ANSWER
    assert "only+a+handful" in view.select_one(".bs-back a")["href"]


@pytest.mark.parametrize("place", ["", "x", "5", "-1-5", "9-3", "0-999999999", "1-2-3", "9999999999-1"])
def test_any_place_in_the_address_shows_the_post(sample_index: Path, place: str) -> None:
    results = ask(open_page(), QUESTION)
    key = shown(results).select_one(".bs-card h2 a")["href"].partition("post=")[2].partition("&")[0]
    assert shown(open_page(post=key, at=place)).h1.get_text() == TITLE


@pytest.mark.parametrize("key", ["", "0123456789ab", "../../etc/passwd", "<script>", "' OR 1=1 --", "x" * 99])
def test_a_post_that_is_not_there_is_a_sentence(sample_index: Path, key: str) -> None:
    view = shown(open_page(post=key, q=QUESTION))
    assert "no longer in the index" in view.get_text()
    assert not view.find("script")
    assert view.select_one(".bs-back a")


def test_posts_like_a_post_are_a_click_away(sample_index: Path) -> None:
    page = shown(ask(open_page(), QUESTION))
    (link,) = page.select(".bs-card")[0].select('a[href^="?like="]')
    assert TITLE in link.get_text()
    like = shown(open_link(link["href"]))
    assert TITLE in like.h1.get_text()
    titles = [title.get_text() for title in like.select(".bs-related li > a")]
    assert len(titles) == 10
    assert TITLE not in titles
    assert like.select_one(".bs-back a")["href"] == "?" + urlencode({"q": QUESTION})


def test_a_post_read_with_a_question_says_what_answers_it_and_what_is_like_it(sample_index: Path) -> None:
    results = ask(open_page(), QUESTION)
    view = shown(open_link(shown(results).select_one(".bs-card h2 a")["href"]))
    assert view.select(".bs-grade")
    assert view.select(".bs-places a")
    assert len(view.select(".bs-related li")) == 5


@pytest.mark.parametrize("key", ["", "0123456789ab", "<script>"])
def test_what_is_like_no_post_is_a_sentence(sample_index: Path, key: str) -> None:
    assert "no longer in the index" in shown(open_page(like=key, q=QUESTION)).get_text()
