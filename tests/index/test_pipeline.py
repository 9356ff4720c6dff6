"""A folder of posts in, a published index out: what a maintainer sees from one run to the next."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from index import embedding_once, extraction, finding, writing
from index.errors import IndexUnwritable, NothingToIndex, SourceError
from index.ingest.sources import Source, identify
from index.pipeline import index_posts, reindex
from index.records import Page, Post
from index.report import Report
from index.settings import OptOutSettings, PassageSettings, Settings, SourceSettings
from index.store.analysis import stems
from index.store.catalog import Catalog, post_key
from index.store.generation import check_generation, current_generation, list_generations, rollback
from index.store.lexicon import Lexicon
from index.store.manifest import read_manifest
from index.store.paths import GenerationPaths, IndexPaths
from index.store.vectors import Vectors
from tests.fakes import FakeEncoder, OutOfOrder, html_post, make_post, write_blog

BREAD = html_post("Slow bread", "The dough rests in the cellar overnight.", "By morning it has doubled.")
BIKES = html_post(
    "Loud brakes", "The disc squeals because the pads are glazed.", "Sand them and bed them in."
)
BIRDS = html_post("Winter feeders", "A dirty feeder spreads disease among finches.", "Scrub it once a week.")


class Workshop:
    """An index, a blog folder and an encoder, and the few moves that the tests make with them."""

    def __init__(self, folder: Path) -> None:
        self.blog = write_blog(
            folder / "blog", {"bread.html": BREAD, "bikes.html": BIKES, "birds.html": BIRDS}
        )
        self.paths = IndexPaths(folder / "index")
        self.encoder = FakeEncoder()
        self.settings = Settings()

    def run(self, *sources: Path, drop: tuple[str, ...] = (), full: bool = False) -> Report:
        """Reindex `sources`; the blog where none is named and nothing is dropped."""
        named = sources or (() if drop else (self.blog,))
        self.encoder.embedded.clear()
        names = [identify(str(source)) for source in named]
        return reindex(names, self.paths.root, self.settings, self.encoder, drop=drop, full=full)

    @property
    def published(self) -> GenerationPaths:
        return self.paths.generation(current_generation(self.paths))

    def posts(self) -> list[Post]:
        """The published posts, in the order of the catalog."""
        catalog = Catalog(self.published.catalog)
        count, _ = catalog.counts()
        return [stored.post for _, stored in sorted(catalog.posts(range(count)).items())]

    def titles(self) -> list[str]:
        return sorted(post.title for post in self.posts())

    def nearest(self, question: str) -> str:
        """The text of the published passage nearest to `question`."""
        ids, _ = Vectors(self.published.vectors).nearest(self.encoder.encode_queries([question]), 1)
        return self._text(int(ids[0, 0]))

    def with_words(self, words: str) -> list[str]:
        """The texts of the published passages that hold any of `words`, best first."""
        return [self._text(hit) for hit, _ in Lexicon(self.published.lexicon).best(stems(words), 10)]

    def _text(self, passage_id: int) -> str:
        catalog = Catalog(self.published.catalog)
        stored = catalog.passages([passage_id])[passage_id]
        post = catalog.posts([stored.post_id])[stored.post_id].post
        return post.text[stored.passage.start_char : stored.passage.end_char]


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def reasons(report: Report) -> dict[str, str]:
    return {skip.place: skip.reason for skip in report.skipped}


# --- the first run


def test_every_post_of_the_folder_is_in_the_index(shop: Workshop) -> None:
    report = shop.run()
    assert shop.titles() == ["Loud brakes", "Slow bread", "Winter feeders"]
    assert (report.posts, report.added, report.changed, report.unchanged, report.removed) == (3, 3, 0, 0, 0)
    assert report.published
    assert report.generation == current_generation(shop.paths)


def test_vectors_lexicon_and_catalog_speak_of_the_same_passage(shop: Workshop) -> None:
    shop.run()
    assert "squeals" in shop.nearest("Loud brakes disc squeals pads glazed sand")
    assert "doubled" in shop.with_words("doubling")[0]
    assert "feeder" in shop.with_words("finch disease")[0]


def test_what_is_published_passes_its_own_check(shop: Workshop) -> None:
    report = shop.run()
    manifest = check_generation(shop.published)
    assert (manifest.post_count, manifest.passage_count) == (3, report.passages)
    assert (manifest.model_name, manifest.model_digest) == (shop.encoder.name, shop.encoder.digest)
    assert manifest.sources == (str(shop.blog),)


def test_passages_are_embedded_with_their_title(shop: Workshop) -> None:
    shop.run()
    assert any(text.startswith("Slow bread\nThe dough rests") for text in shop.encoder.embedded)


def test_progress_is_told_and_ends_at_the_total(shop: Workshop) -> None:
    told: list[tuple[str, int, int]] = []
    names = [identify(str(shop.blog))]
    reindex(names, shop.paths.root, shop.settings, shop.encoder, progress=lambda *news: told.append(news))
    assert ("extract", 3, 3) in told
    embedded = len(shop.encoder.embedded)
    assert [news for news in told if news[0] == "split"] == [("split", done, 3) for done in (1, 2, 3)]
    assert [news for news in told if news[0] == "embed"][-1] == ("embed", embedded, embedded)


def test_an_index_in_an_oddly_named_folder_works(shop: Workshop, tmp_path: Path) -> None:
    shop.paths = IndexPaths(tmp_path / "my index #1 100% süß?" / "nested")
    shop.run()
    assert "squeals" in shop.nearest("disc squeals pads glazed")
    assert shop.with_words("finches")


# --- nothing changed


def test_an_unchanged_folder_embeds_nothing_and_publishes_nothing(shop: Workshop) -> None:
    first = shop.run()
    second = shop.run()
    assert shop.encoder.embedded == []
    assert not second.published
    assert second.generation == first.generation
    assert list_generations(shop.paths) == [first.generation]
    assert (second.posts, second.unchanged, second.added, second.changed, second.removed) == (3, 3, 0, 0, 0)


def test_a_touched_but_equal_file_is_no_change(shop: Workshop) -> None:
    shop.run()
    os.utime(shop.blog / "bread.html", (1, 1))
    assert not shop.run().published


def test_a_damaged_generation_is_built_anew_without_embedding(shop: Workshop) -> None:
    first = shop.run()
    shop.published.vectors.write_bytes(b"no vectors")
    second = shop.run()
    assert second.published
    assert second.generation != first.generation
    assert shop.encoder.embedded == []
    check_generation(shop.published)


def test_a_lost_generations_folder_is_rebuilt_from_the_archive(shop: Workshop) -> None:
    shop.run()
    shutil.rmtree(shop.paths.generations)
    shop.run()
    assert shop.titles() == ["Loud brakes", "Slow bread", "Winter feeders"]
    assert shop.encoder.embedded == []


def test_a_lost_archive_is_made_again(shop: Workshop) -> None:
    shop.run()
    shop.paths.archive.unlink()
    shop.run()
    assert shop.titles() == ["Loud brakes", "Slow bread", "Winter feeders"]


def test_posts_that_may_have_been_read_wrongly_are_named_the_worst_first(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "LITTLE_CONFIDENCE", 1.01)
    doubts = shop.run().doubts
    assert sorted(doubt.place for doubt in doubts) == ["bikes.html", "birds.html", "bread.html"]
    assert [doubt.confidence for doubt in doubts] == sorted(doubt.confidence for doubt in doubts)


# --- something changed


def test_a_changed_sentence_embeds_only_its_passage_anew(shop: Workshop) -> None:
    long_post = html_post("Long", *(f"Paragraph number {n} {'lorem ' * 70}ends here." for n in range(12)))
    write_blog(shop.blog, {"long.html": long_post})
    shop.run()
    write_blog(shop.blog, {"long.html": long_post.replace("number 7 ", "number SEVEN ")})
    report = shop.run()
    assert report.changed == 1
    assert report.embedded == 1
    assert shop.encoder.embedded
    assert all("SEVEN" in text for text in shop.encoder.embedded)
    assert any("SEVEN" in text for text in shop.with_words("seven"))


def test_a_changed_post_shows_its_new_text_and_no_longer_its_old(shop: Workshop) -> None:
    shop.run()
    write_blog(shop.blog, {"bread.html": BREAD.replace("cellar", "larder")})
    report = shop.run()
    assert (report.changed, report.unchanged) == (1, 2)
    assert shop.with_words("larder")
    assert not shop.with_words("cellar")


def test_a_changed_title_alone_is_a_change(shop: Workshop) -> None:
    shop.run()
    write_blog(shop.blog, {"bread.html": BREAD.replace("Slow bread", "Patient bread")})
    assert shop.run().changed == 1
    assert "Patient bread" in shop.titles()


def test_a_new_post_is_added(shop: Workshop) -> None:
    shop.run()
    write_blog(shop.blog, {"deep/er/tea.md": "# Good tea\n\nWarm the pot before the leaves go in."})
    report = shop.run()
    assert (report.added, report.unchanged, report.posts) == (1, 3, 4)
    assert "Good tea" in shop.titles()


def test_a_removed_file_leaves_the_index(shop: Workshop) -> None:
    shop.run()
    (shop.blog / "bread.html").unlink()
    report = shop.run()
    assert (report.removed, report.posts) == (1, 2)
    assert shop.titles() == ["Loud brakes", "Winter feeders"]
    assert not shop.with_words("dough")
    assert shop.encoder.embedded == []


def test_a_renamed_file_is_found_under_its_new_name_only_and_not_embedded_again(shop: Workshop) -> None:
    shop.run()
    (shop.blog / "bread.html").rename(shop.blog / "loaf.html")
    report = shop.run()
    assert (report.added, report.removed) == (1, 1)
    assert sorted(post.place for post in shop.posts()) == ["bikes.html", "birds.html", "loaf.html"]
    assert shop.encoder.embedded == []


def test_a_post_that_becomes_a_draft_leaves_the_index(shop: Workshop) -> None:
    write_blog(shop.blog, {"tea.md": "---\ntitle: Tea\n---\nWarm the pot first."})
    shop.run()
    write_blog(shop.blog, {"tea.md": "---\ntitle: Tea\ndraft: true\n---\nWarm the pot first."})
    report = shop.run()
    assert reasons(report) == {"tea.md": "a draft"}
    assert "Tea" not in shop.titles()


def test_a_post_keeps_its_key_from_one_generation_to_the_next(shop: Workshop) -> None:
    shop.run()
    url = next(post.url for post in shop.posts() if post.title == "Loud brakes")
    write_blog(shop.blog, {"aaa.html": html_post("First by name", "Now every number shifts by one.")})
    shop.run()
    stored = Catalog(shop.published.catalog).post_by_key(post_key(url))
    assert stored is not None
    assert stored.post.title == "Loud brakes"


def test_another_passage_length_splits_anew(shop: Workshop) -> None:
    write_blog(
        shop.blog, {"long.html": html_post("Long", *(f"Sentence {n} has six words." for n in range(60)))}
    )
    before = shop.run().passages
    shop.settings = Settings(passages=PassageSettings(target_tokens=20))
    report = shop.run()
    assert report.published
    assert report.passages > before


def test_another_model_embeds_everything_anew(shop: Workshop) -> None:
    first = shop.run()
    shop.encoder = FakeEncoder(name="other", dim=32)
    second = shop.run()
    assert second.published
    assert second.embedded == first.embedded > 0
    manifest = read_manifest(shop.published.manifest)
    assert (manifest.model_name, manifest.dim) == ("other", 32)
    assert "squeals" in shop.nearest("disc squeals pads glazed")


def test_going_back_to_the_first_model_embeds_nothing(shop: Workshop) -> None:
    shop.run()
    shop.encoder = FakeEncoder(name="other", dim=32)
    shop.run()
    shop.encoder = FakeEncoder()
    assert shop.run().published
    assert shop.encoder.embedded == []


def test_old_generations_are_pruned_and_one_can_be_gone_back_to(shop: Workshop) -> None:
    for n in range(5):
        write_blog(shop.blog, {"bread.html": BREAD.replace("cellar", f"room{n}")})
        shop.run()
    assert len(list_generations(shop.paths)) == 3
    rollback(shop.paths)
    assert shop.with_words("room3")
    assert not shop.with_words("room4")


def test_after_a_clock_set_back_the_new_generation_is_still_the_newest(shop: Workshop) -> None:
    first = shop.run()
    ahead = "29990101T000000.000000Z"  # as a machine with a wrong clock would have called it
    shop.paths.generation(first.generation).folder.rename(shop.paths.generation(ahead).folder)
    shop.paths.current.write_text(ahead + "\n")
    write_blog(shop.blog, {"bread.html": BREAD.replace("cellar", "larder")})
    second = shop.run()
    assert list_generations(shop.paths)[-1] == second.generation
    assert rollback(shop.paths) == ahead


# --- several sources


@pytest.fixture
def second_blog(tmp_path: Path) -> Path:
    return write_blog(
        tmp_path / "second", {"tea.html": html_post("Good tea", "Warm the pot before brewing.")}
    )


def test_one_source_reindexed_alone_keeps_the_other(shop: Workshop, second_blog: Path) -> None:
    shop.run(shop.blog, second_blog)
    write_blog(second_blog, {"tea.html": html_post("Better tea", "Warm the pot twice before brewing.")})
    shop.run(second_blog)
    assert shop.titles() == ["Better tea", "Loud brakes", "Slow bread", "Winter feeders"]


def test_a_source_is_added_to_an_index_by_naming_it_alone(shop: Workshop, second_blog: Path) -> None:
    shop.run()
    report = shop.run(second_blog)
    assert (report.added, report.unchanged) == (1, 3)
    assert read_manifest(shop.published.manifest).sources == tuple(sorted([str(shop.blog), str(second_blog)]))


def test_drop_takes_a_source_out_even_when_its_folder_is_gone(shop: Workshop, second_blog: Path) -> None:
    shop.run(shop.blog, second_blog)
    shutil.rmtree(second_blog)
    report = shop.run(drop=(str(second_blog),))
    assert report.removed == 1
    assert shop.titles() == ["Loud brakes", "Slow bread", "Winter feeders"]
    assert read_manifest(shop.published.manifest).sources == (str(shop.blog),)


def test_a_source_inside_another_gives_each_post_once(shop: Workshop) -> None:
    write_blog(shop.blog, {"drinks/tea.html": html_post("Good tea", "Warm the pot before brewing.")})
    report = shop.run(shop.blog, shop.blog / "drinks")
    assert shop.titles() == ["Good tea", "Loud brakes", "Slow bread", "Winter feeders"]
    assert len(report.skipped) == 1
    assert "same post" in report.skipped[0].reason


def test_a_missing_source_changes_nothing_for_the_others(shop: Workshop, second_blog: Path) -> None:
    shop.run(shop.blog, second_blog)
    generation = current_generation(shop.paths)
    sources = [identify(str(shop.blog)), identify(str(second_blog))]
    shutil.rmtree(second_blog)
    with pytest.raises(SourceError, match="second"):
        reindex(sources, shop.paths.root, shop.settings, shop.encoder)
    assert current_generation(shop.paths) == generation
    assert "Good tea" in shop.titles()


def test_a_single_file_can_be_a_source(shop: Workshop) -> None:
    shop.run(shop.blog / "bread.html")
    assert shop.titles() == ["Slow bread"]


# --- refusals


def test_an_emptied_folder_is_refused_and_nothing_changes(shop: Workshop) -> None:
    shop.run()
    generation = current_generation(shop.paths)
    for file in shop.blog.iterdir():
        file.unlink()
    with pytest.raises(SourceError, match=r"--drop"):
        shop.run()
    assert current_generation(shop.paths) == generation
    assert len(shop.posts()) == 3
    write_blog(shop.blog, {"bread.html": BREAD, "bikes.html": BIKES, "birds.html": BIRDS})  # mounted again
    assert not shop.run().published


def test_a_known_folder_that_is_gone_says_how_to_take_it_out(shop: Workshop, tmp_path: Path) -> None:
    known = write_blog(tmp_path / "a blog", {"bread.html": BREAD})
    shop.run(known)
    shutil.rmtree(known)
    with pytest.raises(SourceError, match=f"There is no folder .* --drop '{known}'$"):
        reindex([Source(str(known), "folder")], shop.paths.root, shop.settings, shop.encoder)  # as cron does
    assert shop.titles() == ["Slow bread"]


def test_nothing_indexable_is_said_with_the_reasons(shop: Workshop, tmp_path: Path) -> None:
    bare = write_blog(tmp_path / "bare", {"a.md": "---\ndraft: true\n---\nNot yet.", "b.txt": ""})
    with pytest.raises(NothingToIndex) as caught:
        shop.run(bare)
    assert "a.md: a draft" in str(caught.value)
    assert "b.txt: empty" in str(caught.value)
    assert not shop.paths.current.exists()


def test_an_empty_folder_is_said_to_hold_no_post_files(shop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    with pytest.raises(NothingToIndex, match="no post files were found"):
        shop.run(tmp_path / "nothing")


def test_when_only_drafts_are_left_the_published_index_is_untouched(shop: Workshop) -> None:
    shop.run()
    generation = current_generation(shop.paths)
    for file in shop.blog.iterdir():
        file.unlink()
    write_blog(shop.blog, {"a.md": "---\ndraft: true\n---\nNot yet."})
    with pytest.raises(NothingToIndex):
        shop.run()
    assert current_generation(shop.paths) == generation
    check_generation(shop.published)
    assert "Slow bread" in shop.titles()


def test_dropping_the_only_source_is_refused_and_takes_nothing_away(
    shop: Workshop, second_blog: Path
) -> None:
    shop.run()
    with pytest.raises(NothingToIndex, match=f"Without {shop.blog} no post would be .* as it was"):
        shop.run(drop=(str(shop.blog),))
    assert "Slow bread" in shop.titles()
    shop.run(second_blog)  # "as it was" must hold for the next run, too
    assert shop.titles() == ["Good tea", "Loud brakes", "Slow bread", "Winter feeders"]


def test_an_index_that_its_owners_have_emptied_is_not_said_to_be_as_it_was(shop: Workshop) -> None:
    shop.run()
    shop.settings = Settings(optout=OptOutSettings((f"{shop.blog.as_uri()}/",)))
    with pytest.raises(NothingToIndex, match=r"owner's wish.* What owners want out has left the index at"):
        shop.run()
    assert not shop.paths.current.exists()
    with pytest.raises(NothingToIndex, match="is as it was"):
        shop.run()


# --- what is left out is named


def test_skipped_files_are_named_with_their_reasons(shop: Workshop) -> None:
    shop.settings = Settings(sources=SourceSettings(max_file_bytes=5_000))
    write_blog(
        shop.blog,
        {
            "empty.txt": "",
            "huge.txt": "word " * 2_000,
            "picture.html": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4,
            "draft.md": "---\ndraft: true\n---\nNot yet.",
            "menu.html": "<html><body><nav><a href='/'>Home</a> <a href='/a'>About</a></nav></body></html>",
        },
    )
    report = shop.run()
    assert reasons(report) == {
        "empty.txt": "empty",
        "huge.txt": "larger than 5,000 bytes",
        "picture.html": "not text (binary)",
        "draft.md": "a draft",
        "menu.html": "no running text in it",
    }
    assert report.posts == 3


def test_the_same_post_in_two_files_is_indexed_once_and_said_so(shop: Workshop) -> None:
    write_blog(shop.blog, {"copy-of-bread.html": BREAD})
    report = shop.run()
    assert shop.titles() == ["Loud brakes", "Slow bread", "Winter feeders"]
    assert reasons(report) == {"copy-of-bread.html": "the same post as bread.html (the same text)"}


def test_when_the_first_of_two_copies_goes_the_other_takes_its_place(shop: Workshop) -> None:
    write_blog(shop.blog, {"copy-of-bread.html": BREAD})
    shop.run()
    (shop.blog / "bread.html").unlink()
    shop.run()
    assert shop.titles() == ["Loud brakes", "Slow bread", "Winter feeders"]
    assert "copy-of-bread.html" in [post.place for post in shop.posts()]


def test_one_page_that_breaks_the_extractor_is_named_and_the_run_goes_on(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_extract = extraction.extract

    def breaks_on_bread(page: Page) -> Post:
        if page.place == "bread.html":
            raise ZeroDivisionError("deep in a parser")
        return real_extract(page)

    monkeypatch.setattr(extraction, "extract", breaks_on_bread)
    report = shop.run()
    assert shop.titles() == ["Loud brakes", "Winter feeders"]
    assert reasons(report) == {"bread.html": "its markup cannot be read (ZeroDivisionError)"}


def test_a_file_name_that_is_not_utf8_does_not_stop_the_run(shop: Workshop) -> None:
    try:
        (shop.blog / os.fsdecode(b"caf\xe9.md")).write_text("# Coffee\n\nGrind it just before you brew.")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    report = shop.run()
    assert "Coffee" in shop.titles() or any("caf" in skip.place for skip in report.skipped)
    assert "Slow bread" in shop.titles()


# --- a run that is cut short


def many_posts(count: int) -> dict[str, str]:
    return {
        f"p{n:03}.html": html_post(f"Post {n}", f"All about the number {n}, at some length.")
        for n in range(count)
    }


def test_a_breakdown_half_way_loses_nothing_that_was_embedded(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding_once, "TEXTS_PER_CALL", 8)
    shop.run()
    generation = current_generation(shop.paths)
    write_blog(shop.blog, many_posts(40))
    shop.encoder = FakeEncoder(fail_after=3)
    with pytest.raises(OutOfOrder):
        shop.run()
    done = set(shop.encoder.embedded)
    assert len(done) == 24
    assert current_generation(shop.paths) == generation
    assert len(shop.posts()) == 3

    shop.encoder = FakeEncoder()
    report = shop.run()
    assert done.isdisjoint(shop.encoder.embedded)
    assert report.posts == 43
    everything = [text for text in (*done, *shop.encoder.embedded) if text.startswith("Post ")]
    assert len(everything) == 40
    assert "number 17," in shop.nearest("Post 17 All about the number 17 at some length")


def test_a_full_disk_takes_no_post_out_of_the_index(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.run()
    titles = shop.titles()
    write_blog(shop.blog, {"cats.html": html_post("A shy cat", "She hides under the bed for a week.")})

    def extract(_: Page) -> Post:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as at_night:
        at_night.setattr(extraction, "extract", extract)
        with pytest.raises(IndexUnwritable, match="make room there"):
            shop.run()
    assert shop.titles() == titles
    shop.run()
    assert shop.titles() == sorted([*titles, "A shy cat"])


def test_a_post_that_could_not_be_read_once_is_read_where_all_is_asked_for_anew(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As one that took too long, while the machine had other things to do.
    def extract(page: Page) -> Post:
        if page.place == "bread.html":
            raise RuntimeError
        return read_whole(page)

    read_whole = extraction.extract
    with monkeypatch.context() as at_night:
        at_night.setattr(extraction, "extract", extract)
        assert [skip.place for skip in shop.run().skipped] == ["bread.html"]
    assert [skip.place for skip in shop.run().skipped] == ["bread.html"]
    assert shop.run(full=True).skipped == []
    assert "Slow bread" in shop.titles()


def test_a_stopped_run_leaves_no_unfinished_generation(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_space(*args: object) -> None:
        raise OSError(28, "No space left on device")

    shop.run()
    before = sorted(shop.paths.generations.iterdir())
    write_blog(shop.blog, {"tea.html": html_post("Good tea", "Warm the pot before brewing.")})
    with monkeypatch.context() as patch:
        patch.setattr(writing, "write_lexicon", out_of_space)
        with pytest.raises(IndexUnwritable, match="is full"):
            shop.run()
    assert sorted(shop.paths.generations.iterdir()) == before
    assert shop.run().added == 1


def test_given_posts_are_all_indexed_in_their_order_and_twins_stay_two(shop: Workshop) -> None:
    twin = "The dough rests in the cellar overnight and has doubled in size by the morning."
    posts = [make_post(twin, title="Slow bread", url=f"test:{name}") for name in ("b", "a", "c")]
    report = index_posts([("t", post) for post in posts], shop.paths.root, Settings(), shop.encoder)
    assert (report.posts, report.passages, report.embedded) == (3, 3, 1)
    assert [post.url for post in shop.posts()] == ["test:b", "test:a", "test:c"]


def test_given_posts_are_indexed_anew_where_the_same_are_published(shop: Workshop) -> None:
    posts = [("t", make_post("A text of some words.", url="test:a"))]
    first = index_posts(posts, shop.paths.root, Settings(), shop.encoder)
    shop.encoder.embedded.clear()
    second = index_posts(posts, shop.paths.root, Settings(), shop.encoder)
    assert first.generation < second.generation == current_generation(shop.paths)
    assert shop.encoder.embedded == []
