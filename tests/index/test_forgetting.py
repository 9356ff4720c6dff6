"""What an owner wants out is out: byte by byte, in every generation, and it stays out."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.errors import IndexBusy, IndexMissing
from index.forgetting import (
    LEFT_OUT,
    forget,
    forget_in,
    is_unwanted,
    leave_out,
    list_forgotten,
    undo_forgetting,
    unwanted_addresses,
)
from index.ingest.sources import identify
from index.pipeline import reindex
from index.records import Facts, Page, Skipped, Visit
from index.settings import OptOutSettings, Settings
from index.store import redaction
from index.store.archive import open_archive
from index.store.catalog import Catalog
from index.store.generation import (
    check_generation,
    current_generation,
    list_generations,
    rollback,
    writer_lock,
)
from index.store.paths import IndexPaths
from index.store.vectors import Vectors, read_sentences
from index.store.visits import Visits
from index.wishes import Wish
from tests.conftest import PROJECT_ROOT
from tests.fakes import FakeEncoder, html_post, make_page, make_post, write_blog
from tests.index.traces import embedding_bytes, lexicons_with, traces

URL = "https://bakery.example/2021/slow-bread/"
TOKEN = "quibblefrotz"
BREAD_TEXT = (
    f"The {TOKEN} dough rests in the cellar overnight.",
    "By morning it has doubled in size and smells of yoghurt.",
    "Shape it with wet hands and bake it in a hot iron pot.",
)
BIKES_TEXT = ("The disc squeals because the pads are glazed.", "Sand them and bed them in on a long descent.")


def with_link(html: str, link: str) -> str:
    return html.replace("</head>", f"<link rel='canonical' href='{link}'></head>")


class Shop:
    """An index of two posts in three generations, each with another text of the bread and the bikes."""

    def __init__(self, home: Path) -> None:
        self.blog = home / "blog"
        self.paths = IndexPaths(home / "index")
        self.encoder = FakeEncoder()

    def write(self, turn: int) -> None:
        bread = html_post("Breadsecrets", *BREAD_TEXT, f"It was baked {turn} times in the {TOKEN} way by us.")
        bikes = html_post("Loud brakes", *BIKES_TEXT, f"We rode {turn} kilometres down from the pass.")
        write_blog(
            self.blog,
            {
                "bread.html": with_link(bread, URL),
                "bikes.html": with_link(bikes, "https://bikes.example/loud-brakes"),
            },
        )

    def run(self) -> str:
        return reindex([identify(str(self.blog))], self.paths.root, Settings(), self.encoder).generation

    def answers(self, question: str) -> list[tuple[str, float]]:
        """(text, cosine) of all published passages, nearest first."""
        generation = self.paths.generation(current_generation(self.paths))
        catalog, vectors = Catalog(generation.catalog), Vectors(generation.vectors)
        ids, scores = vectors.nearest(self.encoder.encode_queries([question]), vectors.count)
        found = []
        for passage_id, score in zip(ids[0].tolist(), scores[0].tolist(), strict=True):
            stored = catalog.passages([passage_id])[passage_id]
            text = catalog.posts([stored.post_id])[stored.post_id].post.text
            found.append((text[stored.passage.start_char : stored.passage.end_char], score))
        return found

    def titles(self, generation: str) -> list[str]:
        catalog = Catalog(self.paths.generation(generation).catalog)
        return [stored.post.title for stored in catalog.posts(range(catalog.counts()[0])).values()]

    def secrets(self) -> list[bytes]:
        """All that there is of the bread: words, addresses, and the bytes of its embeddings."""
        embedded = self.encoder.embedded + self.encoder.sentences
        texts = [text for text in embedded if "Breadsecrets" in text or self._is_of_bread(text)]
        words = [TOKEN, "Breadsecrets", URL, "bakery.example", "bread.html", "smells of yoghurt"]
        return [word.encode() for word in words] + embedding_bytes(self.encoder.encode_queries(texts))

    def _is_of_bread(self, text: str) -> bool:
        return any(text in part or part in text for part in BREAD_TEXT) or TOKEN in text


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    shop = Shop(tmp_path_factory.mktemp("home"))
    for turn in range(3):
        shop.write(turn)
        shop.run()
    return shop


@pytest.fixture
def shop(template: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """A copy of the template; the archive still knows the blog by its first place. Nobody is waited for."""
    monkeypatch.setattr(redaction, "GRACE_S", 0.0)
    shutil.copytree(template.paths.root, tmp_path / "index")
    copy = Shop(tmp_path)
    copy.blog, copy.encoder = template.blog, template.encoder
    return copy


# --- no trace


@pytest.mark.parametrize(
    "asked",
    [URL, "http://www.bakery.example/2021/slow-bread?utm_source=x#top", "https://bakery.example/", "{file}"],
    ids=["its link", "another dress of its link", "the whole site", "its file"],
)
def test_no_byte_of_a_forgotten_post_is_left_in_any_file(shop: Shop, asked: str) -> None:
    secrets = shop.secrets()
    found = {needle for _, needle in traces(shop.paths.root, secrets)}
    assert found == set(secrets), "the search itself must be able to find each of them"
    assert len(lexicons_with(shop.paths, TOKEN)) == 3

    forgotten = forget(shop.paths.root, [asked.replace("{file}", (shop.blog / "bread.html").as_uri())])

    assert traces(shop.paths.root, secrets) == set()
    assert lexicons_with(shop.paths, f"{TOKEN} Breadsecrets yoghurt") == []
    assert (forgotten.posts, forgotten.pages, forgotten.not_found) == (1, 1, ())
    assert forgotten.embeddings == 3  # a passage each time that it was published, its sentences with it


def test_the_embeddings_of_a_text_that_no_generation_holds_any_more_go_too(shop: Shop) -> None:
    secrets = shop.secrets()
    for name in list_generations(shop.paths)[:-1]:
        shutil.rmtree(shop.paths.generation(name).folder)
    assert traces(shop.paths.root, secrets)
    forget(shop.paths.root, [URL])
    assert traces(shop.paths.root, secrets) == set()


def test_a_post_that_has_left_the_index_before_leaves_no_embedding(shop: Shop, tmp_path: Path) -> None:
    secrets = shop.secrets()
    with open_archive(shop.paths.archive) as archive, archive.transaction():
        archive.drop_page(str(shop.blog), (shop.blog / "bread.html").as_uri())
    shutil.rmtree(shop.paths.generations)
    forget(shop.paths.root, [URL])
    assert traces(shop.paths.root, secrets) == set()


def test_what_was_deleted_before_blogseek_overwrote_it_leaves_no_trace_in_free_pages(shop: Shop) -> None:
    with closing(sqlite3.connect(shop.paths.archive)) as connection, connection:
        connection.execute("PRAGMA secure_delete = OFF")
        junk = b"an older " + TOKEN.encode()
        connection.execute("CREATE TABLE junk (value BLOB)")
        connection.executemany("INSERT INTO junk VALUES (?)", [(junk * 300,)] * 40)
        connection.execute("DELETE FROM junk")
    assert traces(shop.paths.root, [junk])
    forget(shop.paths.root, [URL])
    assert traces(shop.paths.root, [junk]) == set()


def test_what_is_dropped_is_overwritten_even_before_the_file_is_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_connect = sqlite3.connect

    def connect(*args: Any, **options: Any) -> sqlite3.Connection:
        """As SQLite is built on most machines: what is deleted stays in the file until it is needed."""
        connection = real_connect(*args, **options)
        connection.execute("PRAGMA secure_delete = OFF")
        return connection

    monkeypatch.setattr(sqlite3, "connect", connect)
    path = tmp_path / "archive.sqlite"
    with open_archive(path) as archive, archive.transaction():
        archive.keep_source("/home/me/quibble", "folder")
    assert b"quibble" in path.read_bytes()
    with open_archive(path) as archive, archive.transaction():
        archive.drop_source("/home/me/quibble")
    assert b"quibble" not in path.read_bytes()


def test_no_file_of_a_database_at_work_is_left(shop: Shop) -> None:
    forget(shop.paths.root, [URL])
    assert sorted(path.name for path in shop.paths.root.iterdir()) == [
        "CURRENT",
        "archive.sqlite",
        "generations",
        "lock",
    ]
    assert not list(shop.paths.generations.glob(".*"))


def test_what_a_crawl_knew_of_it_is_forgotten_and_what_else_it_knew_is_kept(shop: Shop) -> None:
    home = "https://bakery.example/"
    with open_archive(shop.paths.archive) as archive, archive.transaction():
        visits = Visits(archive.connection)
        archive.keep_source(home, "site")
        crawl_id = visits.begin(home)
        links = (f"{home}2021/slow-bread", f"{home}2021/rolls")
        for visit in (
            Visit(URL, "post", 200, "an article", etag='"bread"'),
            Visit(f"{home}?p=7", "alias", 301, "it leads elsewhere", final_url=URL),
            Visit(home, "list", 200, "the front page", etag='"front"', links=links),
            Visit(f"{home}2021/rolls", "post", 200, f"the same text as {URL}"),
        ):
            visits.keep(home, home, visit, crawl_id)
    forget(shop.paths.root, [URL])
    assert traces(shop.paths.root, [b"slow-bread"]) == set()
    with open_archive(shop.paths.archive) as archive:
        known = {visit.url: visit for visit in Visits(archive.connection).known(home)}
    assert known.keys() == {home, f"{home}2021/rolls"}
    assert (known[home].links, known[home].etag) == ((f"{home}2021/rolls",), '"front"')


def test_of_a_whole_site_not_even_its_name_is_left(shop: Shop) -> None:
    home = "https://bakery.example/"
    with open_archive(shop.paths.archive) as archive, archive.transaction():
        visits = Visits(archive.connection)
        archive.keep_source(home, "site")
        archive.keep_source("/home/me/blogs.opml", "opml")
        archive.keep_pages(home, [replace(make_page("rolls"), url=f"{home}rolls")])
        visits.finish(visits.begin("/home/me/blogs.opml"))
    forget(shop.paths.root, [home])
    assert traces(shop.paths.root, [b"bakery"]) == set()
    with open_archive(shop.paths.archive) as archive:
        assert archive.sources().keys() == {"/home/me/blogs.opml", str(shop.blog)}


def test_copies_under_other_addresses_go_with_it(shop: Shop) -> None:
    same = html_post("Breadsecrets", *BREAD_TEXT, f"It was baked 2 times in the {TOKEN} way by us.")
    saved = with_link(html_post("A page", f"Half of the {TOKEN} matter."), URL)
    export = replace(
        make_page(f"<p>Only the {TOKEN} summary.</p>", "x.html"),
        url="file:///home/me/export.xml#12",
        facts=Facts(link=URL),
        is_body=True,
    )
    other = replace(
        make_page(html_post("Rolls", "See https://bakery.example/2021/slow-bread/ for bread."), "r.html")
    )
    copies = [
        make_page(same, "same.html"),
        make_page("\n\n".join(["# Breadsecrets", *BREAD_TEXT]), "same.md"),
        make_page(saved, "saved.html"),
        export,
        other,
    ]
    with open_archive(shop.paths.archive) as archive, archive.transaction():
        archive.keep_source("/home/me/other", "folder")
        archive.keep_pages("/home/me/other", copies)
    assert forget(shop.paths.root, [URL]).pages == 1 + 4
    assert traces(shop.paths.root, [TOKEN.encode()]) == set()
    with open_archive(shop.paths.archive) as archive:
        assert [page.place for page in archive.pages("/home/me/other")] == ["r.html"]
        unwanted = unwanted_addresses(archive, OptOutSettings())
    assert [is_unwanted(page, unwanted) for page in copies] == [True, True, True, True, False]


# --- and nothing else


def test_other_posts_keep_their_answers_and_their_scores(shop: Shop) -> None:
    question = "why does my disc squeal on the descent"
    before = [answer for answer in shop.answers(question) if TOKEN not in answer[0]]
    generation = shop.paths.generation(current_generation(shop.paths))
    sentences = {row.tobytes() for row in np.asarray(read_sentences(generation.sentences))}
    forget(shop.paths.root, [URL])
    assert shop.answers(question) == before != []
    generation = shop.paths.generation(current_generation(shop.paths))
    kept = [row.tobytes() for row in np.asarray(read_sentences(generation.sentences))]
    assert set(kept) < sentences
    texts = Catalog(generation.catalog).passages_of(0)
    assert len(kept) == sum(len(stored.passage.sentences) for stored in texts)
    assert texts[0].first_sentence == 0


def test_each_generation_keeps_its_own_text_and_its_place_in_the_order(shop: Shop) -> None:
    before = list_generations(shop.paths)
    forgotten = forget(shop.paths.root, [URL])
    after = list_generations(shop.paths)
    assert after == [f"{name}-r001" for name in before] == list(forgotten.generations.values())
    for turn, name in enumerate(after):
        manifest = check_generation(shop.paths.generation(name))
        assert (manifest.generation, manifest.post_count) == (name, 1)
        assert manifest.passage_count == Catalog(shop.paths.generation(name).catalog).counts()[1]
        catalog = Catalog(shop.paths.generation(name).catalog)
        assert f"We rode {turn} kilometres" in catalog.posts([0])[0].post.text
    assert current_generation(shop.paths) == after[-1]


def test_going_back_never_brings_it_back(shop: Shop) -> None:
    forget(shop.paths.root, [URL])
    for _ in range(2):
        assert shop.titles(rollback(shop.paths)) == ["Loud brakes"]
    with pytest.raises(IndexMissing):
        rollback(shop.paths)


def test_what_had_been_gone_back_from_still_comes_after(shop: Shop) -> None:
    names = list_generations(shop.paths)
    rollback(shop.paths)
    forget(shop.paths.root, [URL])
    assert current_generation(shop.paths) == f"{names[1]}-r001"
    assert rollback(shop.paths) == f"{names[0]}-r001"


def test_a_second_post_can_be_forgotten_and_then_there_is_no_index(shop: Shop) -> None:
    forget(shop.paths.root, [URL])
    forgotten = forget(shop.paths.root, ["https://bikes.example/loud-brakes"])
    assert set(forgotten.generations.values()) == {None}
    assert list_generations(shop.paths) == []
    with pytest.raises(IndexMissing, match=r"reindex\.py"):
        current_generation(shop.paths)


def test_the_next_reindexing_after_it_has_nothing_to_do(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.write(0)
    shop.run()
    forget(shop.paths.root, [URL])
    (shop.blog / "bread.html").unlink()  # so that this is seen whoever reads the tombstones
    before = current_generation(shop.paths)
    shop.encoder.embedded.clear()
    assert shop.run() == before == current_generation(shop.paths)
    assert shop.encoder.embedded == []


def test_a_generation_that_lacks_the_post_is_left_alone(shop: Shop) -> None:
    forget(shop.paths.root, [URL])
    names = list_generations(shop.paths)
    forgotten = forget(shop.paths.root, [URL])
    assert (forgotten.posts, forgotten.generations, forgotten.embeddings) == (0, {}, 0)
    assert list_generations(shop.paths) == names


def test_a_link_that_a_theme_gives_to_every_post_takes_no_other_post_along(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    front = "https://bakery.example/blog"
    texts = {"bread.html": BREAD_TEXT, "bikes.html": BIKES_TEXT, "tea.html": ("Warm the pot first.",) * 2}
    write_blog(
        shop.blog,
        {name: with_link(html_post(f"On {name[:-5]}", *text), front) for name, text in texts.items()},
    )
    assert len(shop.titles(shop.run())) == 3
    forget(shop.paths.root, [(shop.blog / "bread.html").as_uri()])
    assert sorted(shop.titles(current_generation(shop.paths))) == ["On bikes", "On tea"]
    assert forget(shop.paths.root, [front], Wish.FOUND).posts == 0


def test_a_link_that_a_feed_gives_to_every_post_takes_none_out(shop: Shop) -> None:
    front = "https://bakery.example/feed"
    pages = [replace(make_page(f"Entry {n}.", f"{n}.html"), facts=Facts(link=front)) for n in range(2)]
    alone = replace(make_page("Entry 2.", "2.html"), facts=Facts(link=f"{front}/2"))
    with open_archive(shop.paths.archive) as archive, archive.transaction():
        archive.keep_source("feed", "feed")
        archive.keep_pages("feed", [*pages, alone])
    assert forget(shop.paths.root, [front, f"{front}/2"], Wish.FOUND).pages == 1
    with open_archive(shop.paths.archive) as archive:
        assert [page.place for page in archive.pages("feed")] == ["0.html", "1.html"]


def test_a_damaged_generation_is_deleted_rather_than_kept_with_the_post(shop: Shop) -> None:
    names = list_generations(shop.paths)
    shop.paths.generation(names[0]).vectors.write_bytes(b"damaged")
    shop.paths.generation(names[1]).catalog.write_bytes(b"damaged")
    forgotten = forget(shop.paths.root, [URL])
    assert forgotten.generations == {names[0]: None, names[1]: None, names[2]: f"{names[2]}-r001"}
    assert list_generations(shop.paths) == [f"{names[2]}-r001"]


# --- staying out, and being let in again


def test_a_forgotten_post_is_known_again_by_all_its_addresses(shop: Shop) -> None:
    forget(shop.paths.root, [URL])
    with open_archive(shop.paths.archive) as archive:
        unwanted = unwanted_addresses(archive, OptOutSettings())
    file = Page((shop.blog / "bread.html").as_uri(), "bread.html", b"new text", "text/html")
    other = replace(file, url=(shop.blog / "bikes.html").as_uri(), place="bikes.html")
    skipped = Skipped("c.html", "empty")
    assert list(leave_out([file, other, skipped], unwanted)) == [
        Skipped("bread.html", LEFT_OUT),
        other,
        skipped,
    ]
    assert is_unwanted(make_post("x", url="https://a.example/1", addresses=(URL,)), unwanted)
    assert is_unwanted(
        make_post("x", url="https://a.example/1", link="http://bakery.example/2021/slow-bread"), unwanted
    )
    assert not is_unwanted(make_post("x", url="https://bakery.example/2021/rolls"), unwanted)


def test_an_address_that_only_a_generation_told_of_is_kept_out_too(shop: Shop) -> None:
    with open_archive(shop.paths.archive) as archive, archive.transaction():
        archive.drop_page(str(shop.blog), (shop.blog / "bread.html").as_uri())
    forget(shop.paths.root, [URL])
    with open_archive(shop.paths.archive) as archive:
        unwanted = unwanted_addresses(archive, OptOutSettings())
    assert unwanted.covers((shop.blog / "bread.html").as_uri())
    assert not unwanted.covers((shop.blog / "bikes.html").as_uri())


def test_undoing_lets_it_in_by_all_its_addresses(shop: Shop) -> None:
    forget(shop.paths.root, [URL])
    assert undo_forgetting(shop.paths.root, [URL, "https://never.example/"]) == {
        URL: True,
        "https://never.example/": False,
    }
    with open_archive(shop.paths.archive) as archive:
        unwanted = unwanted_addresses(archive, OptOutSettings())
        assert not unwanted.covers(URL, (shop.blog / "bread.html").as_uri())
    assert list_forgotten(shop.paths.root) == []
    shop.run()
    assert sorted(shop.titles(current_generation(shop.paths))) == ["Breadsecrets", "Loud brakes"]


def test_undoing_one_leaves_the_companions_of_the_other_out(shop: Shop) -> None:
    bikes = "https://bikes.example/loud-brakes"
    forget(shop.paths.root, [URL, bikes])
    undo_forgetting(shop.paths.root, [URL])
    with open_archive(shop.paths.archive) as archive:
        unwanted = unwanted_addresses(archive, OptOutSettings())
    assert not unwanted.covers((shop.blog / "bread.html").as_uri())
    assert unwanted.covers((shop.blog / "bikes.html").as_uri())


def test_an_address_that_is_nowhere_is_kept_out_all_the_same(shop: Shop) -> None:
    names = list_generations(shop.paths)
    forgotten = forget(shop.paths.root, ["https://bakery.example/draft"])
    assert (forgotten.posts, forgotten.not_found) == (0, ("https://bakery.example/draft",))
    assert list_generations(shop.paths) == names
    assert len(list_forgotten(shop.paths.root)) == 1


def test_opting_out_holds_as_long_as_it_stands_in_the_settings(shop: Shop) -> None:
    settings = OptOutSettings(("https://bakery.example/",))
    file = (shop.blog / "bread.html").as_uri()
    with writer_lock(shop.paths), open_archive(shop.paths.archive) as archive:
        assert forget_in(shop.paths, archive, settings.addresses, Wish.OPTED_OUT).posts == 1
        assert forget_in(shop.paths, archive, settings.addresses, Wish.OPTED_OUT).posts == 0
        assert unwanted_addresses(archive, settings).covers(file)
        assert unwanted_addresses(archive, OptOutSettings()).covers(file, URL) is False
    assert traces(shop.paths.root, shop.secrets()) == set()


def test_what_was_asked_for_outlives_the_settings(shop: Shop) -> None:
    forget(shop.paths.root, [URL])
    with writer_lock(shop.paths), open_archive(shop.paths.archive) as archive:
        with archive.transaction():
            archive.keep_pages("s", [replace(make_page("again"), url=URL)])
        forget_in(shop.paths, archive, [URL], Wish.OPTED_OUT)
        assert unwanted_addresses(archive, OptOutSettings()).covers(URL)


# --- what a page says of itself


def test_what_a_page_says_takes_it_out_and_sets_no_tombstone(shop: Shop) -> None:
    secrets = shop.secrets()
    assert forget(shop.paths.root, ["http://bakery.example/2021/slow-bread"], Wish.FOUND).posts == 1
    assert traces(shop.paths.root, secrets) == set()
    with open_archive(shop.paths.archive) as archive:
        assert not unwanted_addresses(archive, OptOutSettings())
    shop.run()
    assert "Breadsecrets" in shop.titles(current_generation(shop.paths))


@pytest.mark.parametrize(
    "address",
    [f"{URL}amp/", f"{URL}?print=1", "https://m.bakery.example/2021/slow-bread/", "https://bakery.example/"],
    ids=["AMP", "print", "mobile", "front page"],
)
def test_what_another_dress_or_the_front_page_says_of_itself_takes_nothing_out(
    shop: Shop, address: str
) -> None:
    names = list_generations(shop.paths)
    forgotten = forget(shop.paths.root, [address], Wish.FOUND)
    assert (forgotten.posts, forgotten.pages) == (0, 0)
    assert list_generations(shop.paths) == names


# --- stopped, or not alone


@pytest.mark.parametrize("moment", range(8))
def test_killed_at_any_moment_it_leaves_a_whole_index_and_the_next_run_finishes(
    shop: Shop, moment: int
) -> None:
    steps = ["before", "transaction", "after", "copied", "renamed", "published", "gone", "shrunk"]
    child = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", KILLED, str(shop.paths.root), URL, steps[moment]],
        cwd=PROJECT_ROOT, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert child.returncode == -signal.SIGKILL, child.stderr
    check_generation(shop.paths.generation(current_generation(shop.paths)))
    assert [text for text, _ in shop.answers("disc squeals") if "squeals" in text]

    forget(shop.paths.root, [URL])
    assert traces(shop.paths.root, shop.secrets()) == set()
    assert lexicons_with(shop.paths, TOKEN) == []
    assert len(list_generations(shop.paths)) == 3
    for name in list_generations(shop.paths):
        assert check_generation(shop.paths.generation(name)).post_count == 1
    assert "We rode 2 kilometres" in shop.answers("kilometres")[0][0] + shop.answers("kilometres")[-1][0]


KILLED = """
import os, signal, sys
from pathlib import Path
import index.forgetting as forgetting
import index.store.redaction as redaction
from index.store.archive import Archive
redaction.GRACE_S = 0
root, url, step = Path(sys.argv[1]), sys.argv[2], sys.argv[3]

def die(*args, **options):
    os.kill(os.getpid(), signal.SIGKILL)

def then_die(owner, name):
    real = getattr(owner, name)
    def wrapped(*args, **options):
        real(*args, **options)
        die()
    setattr(owner, name, wrapped)

if step == "before":
    forgetting._read_shelves = die
elif step == "transaction":
    then_die(Archive, "drop_embeddings_except")
elif step == "after":
    forgetting.redact = die
elif step == "copied":
    then_die(redaction, "write_manifest")
elif step == "renamed":
    real = Path.replace
    def replace(self, target):
        if target.name == "CURRENT":
            die()
        return real(self, target)
    Path.replace = replace
elif step == "published":
    then_die(redaction, "publish")
elif step == "gone":
    then_die(redaction, "remove_generation")
else:
    Archive.shrink = die
forgetting.forget(root, [url])
"""


def test_any_forgetting_finishes_what_was_stopped(shop: Shop) -> None:
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", KILLED, str(shop.paths.root), URL, "copied"],
        cwd=PROJECT_ROOT, capture_output=True, timeout=100, check=False,
    )  # fmt: skip
    forget(shop.paths.root, ["https://elsewhere.example/never"])
    assert traces(shop.paths.root, shop.secrets()) == set()


def test_while_another_writer_is_at_work_it_is_refused(shop: Shop) -> None:
    with writer_lock(shop.paths), pytest.raises(IndexBusy):
        forget(shop.paths.root, [URL])


def test_a_reader_never_meets_a_broken_index_while_posts_are_forgotten(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # wait for those who are reading
    reader = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", READER, str(shop.paths.root)],
        cwd=PROJECT_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert reader.stdout is not None
    assert reader.stdout.readline() == "2\n"
    forget(shop.paths.root, [URL])
    time.sleep(0.3)
    told, _ = reader.communicate("stop\n", timeout=60)
    assert told == "1\n"


READER = """
import sys, threading
from pathlib import Path
from search.opened import open_current
from index.store.folder import Folder
from index.store.paths import IndexPaths
from tests.fakes import FakeEncoder
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), stop.set()), daemon=True).start()
opened, count = None, None
while True:
    opened = open_current(Folder(IndexPaths(Path(sys.argv[1]))), opened, FakeEncoder())
    found = len({p.post_id for p in opened.catalog.passages(range(100)).values()})
    if opened.lexicon.count != opened.vectors.count:
        print("broken", flush=True)
    if found != count:
        count = found
        print(count, flush=True)
    if stop.is_set():
        break
"""
