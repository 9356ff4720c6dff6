"""One post once: by address, by text; what is kept of its records; and that two posts stay two."""

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.merging import is_twin, merge_posts
from index.records import Post
from tests.fakes import make_post

_VOCABULARY = [
    a + b + c for a in ("ba", "ke", "mi", "to", "ru") for b in ("la", "ne", "so", "vi") for c in "nrstk"
]


def words(count: int, seed: int) -> str:
    """Running text of `count` made-up words, in paragraphs of 30, the same for the same seed."""
    drawn = [_VOCABULARY[i] for i in np.random.default_rng(seed).integers(0, len(_VOCABULARY), count)]
    return "\n\n".join(" ".join(drawn[start : start + 30]) + "." for start in range(0, count, 30))


def post(text: str, url: str = "https://blog.example/slow-bread/", **facts: object) -> Post:
    """A post of `text` under `url`, stated to be of one day."""
    whole: dict[str, object] = {"title": "Slow bread for a long winter", "published": "2021-03-04", **facts}
    return make_post(*text.split("\n\n"), url=url, **whole)


def merge(*posts: Post) -> list[Post]:
    """The posts that are left of `posts`, each from a source of its own."""
    return [kept for _, kept in merge_posts((f"source {n}", p) for n, p in enumerate(posts)).posts]


TEXT = words(300, seed=1)


class TestByAddress:
    @pytest.mark.parametrize(
        "other",
        [
            "http://blog.example/slow-bread/",
            "https://www.blog.example/slow-bread/",
            "https://blog.example/slow-bread",
            "https://blog.example/slow-bread/?utm_source=feed&utm_medium=rss",
            "https://blog.example/slow-bread/amp/",
            "https://blog.example/slow-bread/?print=1",
            "https://m.blog.example/slow-bread/",
            "https://blog.example/slow-bread/#comments",
        ],
    )
    def test_the_same_page_under_another_address_is_one_post(self, other):
        records = [("a", post(TEXT)), ("b", post(words(300, 2), other, title="Rewritten"))]
        result = merge_posts(records)
        [(_, kept)] = result.posts
        assert {kept.link, *kept.addresses} == {"https://blog.example/slow-bread/", other}
        [(into, _, why)] = result.merged
        assert (into, why) == (kept, "the same address")

    def test_a_canonical_link_makes_one_post_and_every_address_is_remembered(self):
        page = post(TEXT, "https://blog.example/?p=7", link="https://blog.example/slow-bread/")
        moved = post(TEXT, "https://old.example/bread.html", link="https://blog.example/slow-bread/",
                     addresses=("https://t.example/x",))  # fmt: skip
        [kept] = merge(page, post(TEXT), moved)
        assert kept.url == kept.link == "https://blog.example/slow-bread/"
        assert kept.addresses == (
            "https://blog.example/?p=7",
            "https://old.example/bread.html",
            "https://t.example/x",
        )

    def test_a_redirect_that_is_remembered_leads_to_the_same_post(self):
        page = post(TEXT, addresses=("https://blog.example/2021/bread",))
        assert len(merge(page, post(words(40, 3), "https://blog.example/2021/bread"))) == 1

    def test_a_summary_in_a_feed_is_the_post_that_it_links_to(self):
        summary = post("How to let the dough rest, in a few words.", "urn:feed#1", link=post(TEXT).link)
        [kept] = merge(summary, post(TEXT))
        assert kept.text == TEXT

    def test_a_front_page_that_every_page_names_as_its_own_address_merges_nothing(self):
        posts = [
            post(words(200, n), f"https://blog.example/{name}/", link="https://blog.example/", title=name)
            for n, name in enumerate(["bread", "soup", "tea"])
        ]
        assert merge(*posts) == posts

    def test_files_are_told_apart_by_their_whole_address(self):
        one = post(words(100, 1), "file:///blog/a.md", title="One")
        other = post(words(100, 2), "file:///blog/a.md?amp=1", title="Other")
        assert len(merge(one, other)) == 2
        assert len(merge(one, replace(other, url=one.url))) == 1


def crawled(text: str) -> str:
    """As a scrape leaves it: lines of the site above and below."""
    return f"Skip to content\n\nHome and about\n\n{text}\n\nThree responses\n\nOlder: a day out\n\nImprint"


def cut_feed(text: str) -> str:
    """As a feed gives it: the tail cut off, and a line of the feed's own."""
    return f"{text[: len(text) * 8 // 10]}\n\nThe post Slow bread appeared first on A Blog of Bread."


def exported(text: str) -> str:
    """As an export gives it: without a caption in the middle."""
    pieces = text.split("\n\n")
    return "\n\n".join([*pieces[:3], *pieces[4:]])


def from_markdown(text: str) -> str:
    """As Markdown is rendered by another program: other quotes, dashes, marks and case."""
    return text.replace(" ba", " “Ba").replace(" ke", " — *ke").replace(".", "…").replace(" mi", " ‘mi")


ROUTES = {"crawl": crawled, "feed": cut_feed, "export": exported, "markdown": from_markdown}


class TestByText:
    @pytest.mark.parametrize("route", ROUTES)
    @pytest.mark.parametrize("seed", range(5))
    @pytest.mark.parametrize("count", [90, 300, 2000])
    def test_a_copy_by_another_route_is_the_same_post(self, route, seed, count):
        text = words(count, seed)
        copy = post(ROUTES[route](text), "file:///blog/slow.md")
        assert len(merge(post(text), copy)) == 1

    def test_the_same_blog_by_four_routes_gives_one_record_per_post(self):
        routes = []
        for name, change in ROUTES.items():
            for n in range(20):
                url = f"file:///{name}/{n}-{_VOCABULARY[n]}.md"
                text = change(words(150 + 20 * n, seed=n))
                routes.append(
                    (name, post(text, url, title=f"About {_VOCABULARY[n]} and {_VOCABULARY[n + 1]}"))
                )
        result = merge_posts(routes)
        assert len(result.posts) == 20
        assert len(result.merged) == 60

    def test_a_syndicated_post_is_one_record_with_both_addresses(self):
        there = post(TEXT, "https://other.example/guest/bread", published="2021-03-11")
        [kept] = merge(there, post(TEXT))
        assert {kept.link, *kept.addresses} == {there.link, post(TEXT).link}

    def test_a_post_without_spaces_between_words_is_compared_by_its_characters(self):
        letters = np.random.default_rng(5).integers(0x4E00, 0x5E00, 400)
        text = "".join(map(chr, letters))
        changed = text[:200] + "新" + text[201:]
        assert is_twin(post(text), post(changed, "https://x.example/")) == "nearly the same text"
        assert is_twin(post(text), post(text[::-1], "https://x.example/")) is None

    def test_the_name_of_the_site_in_the_title_does_not_matter(self):
        other = post(crawled(TEXT), "file:///a.html", title="Slow bread for a long winter | A Blog")
        assert is_twin(post(TEXT), other) == "nearly the same text"

    @pytest.mark.parametrize(
        ("a", "b"),
        [
            pytest.param({"title": "Release 1.2"}, {"title": "Release 1.3"}, id="versions"),
            pytest.param({"title": "Scrum, part I"}, {"title": "Scrum, part II"}, id="parts"),
            pytest.param({"title": "Bread"}, {"title": "Bread | Part 2"}, id="a number beside the title"),
        ],
    )
    def test_numbers_in_titles_tell_posts_apart_whatever_their_text(self, a, b):
        assert len(merge(post(TEXT, **a), post(TEXT, "https://blog.example/x", **b))) == 2

    def test_weekly_posts_of_one_template_stay_apart(self):
        def weekly(n: int) -> Post:
            text = f"{words(120, 0)}\n\nThis week, number {n}: {words(60, 100 + n)}"
            day = f"2021-03-{4 + 7 * n:02}"
            return post(text, f"https://blog.example/w{n}x/", title="Weekly links", published=day)

        assert len(merge(*(weekly(n) for n in range(4)))) == 4

    def test_a_call_that_differs_in_its_date_alone_is_another_call(self):
        def call(url: str, when: str, published: str) -> Post:
            text = f"{TEXT}\n\nWe meet on {when} as ever."
            return post(text, f"https://blog.example/{url}", title="Community call", published=published)

        spring, next_one = call("spring", "3 May", "2021-04-20"), call("next", "17 May", "2021-05-04")
        assert is_twin(spring, next_one) is None
        assert is_twin(spring, call("again", "3 May", "2021-05-04")) == "the same text"

    def test_an_event_that_recurs_with_the_same_words_in_another_season_stays_apart(self):
        autumn = post(words(150, 4), "https://blog.example/again", published="2021-09-04")
        assert is_twin(post(words(150, 4)), autumn) is None

    def test_pages_of_a_manual_for_two_versions_stay_apart(self):
        one = post(TEXT, "https://docs.example/v2/themes/")
        other = post(TEXT.replace(" rulas ", " sonet "), "https://docs.example/v3/themes/")
        assert 0 < TEXT.count(" rulas ") < 10
        assert is_twin(one, other) is None
        assert is_twin(one, replace(other, url="https://x.example/", link="https://x.example/")) is not None

    def test_a_paragraph_that_two_posts_share_does_not_make_them_one(self):
        shared = words(120, 9)
        one = post(f"{words(80, 10)}\n\n{shared}")
        assert is_twin(one, post(f"{shared}\n\n{words(80, 11)}", "https://press.example/")) is None

    def test_a_post_quoted_whole_under_another_title_stays_the_post_of_another(self):
        other = post(f"{words(200, 12)}\n\n{TEXT}", "https://critic.example/", title="What they got wrong")
        assert is_twin(post(TEXT), other) is None

    def test_the_same_words_under_different_titles_must_be_many(self):
        def under(title: str, count: int) -> Post:
            return post(words(count, 13), f"https://blog.example/{title}", title=title)

        assert is_twin(under("Elections", 126), under("Workshops", 126)) is None
        assert is_twin(under("Elections", 250), under("Workshops", 250)) == "the same text"

    def test_a_copy_under_another_title_is_found_among_all_posts(self):
        others = [post(words(250, n), f"urn:{n}", title=f"On {_VOCABULARY[n]}") for n in range(20, 40)]
        renamed = post(crawled(words(900, 5)), "https://mirror.example/b", title="Baking in the cold")
        assert len(merge(post(words(900, 5)), *others, renamed)) == 21

    def test_this_months_post_of_the_same_title_is_another_where_a_quarter_is_new(self):
        def monthly(n: int, day: str) -> Post:
            parts = (words(40, 70 + n), words(200, 0), words(40, 80 + n))
            return post("\n\n".join(parts), f"urn:{n}", title="What we baked", published=day)

        assert is_twin(monthly(1, "2021-03-04"), monthly(2, "2021-03-30")) is None

    def test_without_a_day_the_ends_of_a_text_count_too(self):
        one, other = (
            post(f"{TEXT}\n\n{words(14, n)}", url, published=None)
            for n, url in ((91, "urn:a"), (92, "urn:b"))
        )
        shorter = replace(one, text=one.text[600:])
        assert is_twin(shorter, other) is None
        assert is_twin(replace(shorter, published="2021-03-04"), replace(other, published="2021-03-04"))


class TestShortPosts:
    NOTE = "The oven broke today, so there will be no bread until Tuesday at the earliest, sorry."

    def test_the_same_words_and_title_on_one_day_are_one_post(self):
        assert len(merge(post(self.NOTE), post(self.NOTE.upper(), "file:///note.md"))) == 1

    @pytest.mark.parametrize(
        "change",
        [{"title": "Another title"}, {"published": "2021-03-05"}, {"published": None}],
        ids=["title", "day", "no day"],
    )
    def test_another_title_or_day_makes_another_post(self, change):
        assert len(merge(post(self.NOTE), post(self.NOTE, "file:///note.md", **change))) == 2

    def test_one_other_word_makes_another_post(self):
        assert len(merge(post(self.NOTE), post(self.NOTE + " Really.", "file:///note.md"))) == 2

    def test_a_few_words_say_too_little(self):
        assert len(merge(post("A photo."), post("A photo.", "https://blog.example/b"))) == 2


class TestWhatIsKept:
    def test_the_dated_address_of_two_copies_is_kept(self) -> None:
        dated, copy = "https://blog.example/2021/03/04/slow-bread/", "https://blog.example/post/slow-bread/"
        (kept,) = merge(post(TEXT, copy, link=copy), post(TEXT, dated, link=dated))
        assert (kept.url, kept.link, kept.addresses) == (dated, dated, (copy,))

    def test_an_exports_text_is_preferred_to_the_same_text_with_the_sites_lines(self):
        page = post(crawled(TEXT), fact_sources=(("title", "JSON-LD"),))
        export = post(TEXT, "file:///export.xml", fact_sources=(("title", "WordPress export"),))
        [kept] = merge(page, export)
        assert (kept.text, kept.url) == (TEXT, "https://blog.example/slow-bread/")
        assert [kept.text[b.start_char : b.end_char] for b in kept.blocks] == TEXT.split("\n\n")

    def test_a_page_is_preferred_to_a_feed_that_is_cut(self):
        feed = post(cut_feed(TEXT), "urn:1", link=post(TEXT).link, fact_sources=(("title", "feed"),))
        [kept] = merge(feed, post(TEXT))
        assert kept.text == TEXT

    def test_an_export_that_lacks_much_gives_way_to_the_page(self):
        export = post(TEXT[: len(TEXT) // 2], "urn:1", link=post(TEXT).link,
                      fact_sources=(("title", "WordPress export"),))  # fmt: skip
        [kept] = merge(export, post(TEXT))
        assert kept.text == TEXT

    def test_a_stated_fact_beats_a_guess_and_says_where_it_is_from(self):
        guess = (("published", "guessed"), ("authors", "guessed"), ("language", "guessed"))
        page = post(TEXT, published="2019-01-01", authors=("Some One",), language="fr", fact_sources=guess)
        feed = post(TEXT, "urn:1", link=page.link, published="2021-03-04", authors=("Ada Baker",),
                    fact_sources=(("published", "feed"), ("authors", "feed")))  # fmt: skip
        [kept] = merge(page, feed)
        assert (kept.published, kept.authors, kept.language) == ("2021-03-04", ("Ada Baker",), "fr")
        assert kept.fact_sources == (("authors", "feed"), ("language", "guessed"), ("published", "feed"))

    def test_the_earliest_day_and_the_last_change_are_kept_and_tags_are_joined(self):
        page = post(TEXT, published="2021-03-05", updated="2021-04-01", tags=("Bread", "winter"))
        feed = post(TEXT, "urn:1", link=page.link, published="2021-03-04", updated="2021-05-01",
                    tags=("bread", "Ovens"), fact_sources=(("tags", "feed"),))  # fmt: skip
        [kept] = merge(page, feed)
        assert (kept.published, kept.updated) == ("2021-03-04", "2021-05-01")
        assert kept.tags == ("bread", "Ovens", "winter")

    def test_of_the_earliest_day_the_time_is_kept_where_one_says_it(self):
        page = post(TEXT, published="2021-03-04", description="Bread, slowly.", image="https://blog.example/a.jpg")
        feed = post(TEXT, "urn:1", link=page.link, published="2021-03-04T23:00:00-08:00")
        [kept] = merge(page, feed)
        assert kept.published == "2021-03-04T23:00:00-08:00"
        assert (kept.description, kept.image) == ("Bread, slowly.", "https://blog.example/a.jpg")

    def test_a_web_address_is_kept_over_a_files_and_files_are_not_remembered(self):
        [kept] = merge(post(TEXT, "file:///blog/slow.md", place="slow.md"), post(TEXT))
        assert (kept.url, kept.link) == ("https://blog.example/slow-bread/",) * 2
        assert kept.addresses == ()

    def test_the_proper_address_is_kept_over_its_other_dresses(self):
        [kept] = merge(*(post(TEXT, f"{a}blog.example/s/") for a in ("http://", "https://m.", "https://")))
        assert kept.link == "https://blog.example/s/"
        assert kept.addresses == ("http://blog.example/s/", "https://m.blog.example/s/")

    def test_a_post_met_once_is_left_just_as_it_is(self):
        alone = post(TEXT, link="HTTPS://Blog.example/x?utm_source=y", tags=("a", "A"))
        assert merge_posts([("s", alone)]).posts == [("s", alone)]

    def test_posts_stand_in_the_order_in_which_they_were_met(self):
        a, b, c = (
            post(words(100, n), f"https://blog.example/{n}a{n}/", title=_VOCABULARY[n]) for n in range(3)
        )
        again = replace(a, url="urn:a")
        assert [p.title for p in merge(again, b, c, a)] == [a.title, b.title, c.title]

    def test_merging_again_changes_nothing(self):
        once = merge_posts(
            [
                ("s", post(crawled(TEXT))),
                ("t", post(TEXT, "file:///a.md")),
                ("s", post(words(90, 7), "urn:7")),
            ]
        )
        again = merge_posts(once.posts)
        assert (again.posts, again.merged) == (once.posts, [])


def _assorted() -> list[tuple[str, Post]]:
    """Posts by several routes, among them chains, cut ones, and those that only look alike."""
    records = []
    for n in range(4):
        text = words(60 + 80 * n, seed=n)
        link = f"https://blog.example/p{_VOCABULARY[n]}/"
        title = f"On {_VOCABULARY[n]}"
        records += [
            ("site", post(crawled(text), link, title=f"{title} | Blog", tags=("x",))),
            (
                "feed",
                post(cut_feed(text), f"urn:{n}", link=link, title=title, fact_sources=(("title", "feed"),)),
            ),
            (
                "export",
                post(exported(text), f"file:///e#{n}", title=title, fact_sources=(("title", "export"),)),
            ),
            (
                "files",
                post(from_markdown(text), f"file:///{_VOCABULARY[n]}.md", title=title, tags=("y", "X")),
            ),
            ("other", post(text, f"https://copy.example/{_VOCABULARY[n]}", title="On something else")),
            ("weekly", post(f"{words(100, 50)} {words(40, 60 + n)}", f"urn:w{n}", title="Weekly links")),
        ]
    return records


@given(st.permutations(_assorted()))
def test_the_order_of_the_sources_decides_nothing_but_the_order_of_the_result(shuffled):
    expected = merge_posts(_assorted())
    result = merge_posts(shuffled)
    assert sorted(map(repr, result.posts)) == sorted(map(repr, expected.posts))
    assert sorted(map(repr, result.merged)) == sorted(map(repr, expected.merged))


@given(
    st.lists(
        st.builds(
            post,
            st.text(max_size=60),
            st.sampled_from(["urn:1", "urn:2", "https://a.b/", "https://["]),
            title=st.text(max_size=9),
            published=st.sampled_from([None, "", "2021-03-04", "soon"]),
        )
    )
)
def test_whatever_it_is_given_no_record_is_lost_and_no_address_is_left_twice(posts):  # fmt: skip
    result = merge_posts(("s", p) for p in posts)
    assert len(result.posts) + len(result.merged) == len(posts)
    assert len({p.url for _, p in result.posts}) == len(result.posts)


@pytest.mark.parametrize("kind", ["one template", "one title", "one link"])
def test_many_that_look_alike_take_no_time_that_grows_with_their_square(kind):
    template = words(200, 0)

    def alike(n: int) -> Post:
        text = f"{template} {words(60, n + 1)}" if kind == "one template" else words(100, n + 1)
        title = "Weekly links" if kind == "one title" else f"Issue {n}"
        link = "https://blog.example/" if kind == "one link" else f"https://blog.example/{n}"
        return post(text, f"https://blog.example/{n}", title=title, link=link)

    posts = [("s", alike(n)) for n in range(800)]

    def seconds(count: int) -> float:
        start = time.process_time()
        assert len(merge_posts(posts[:count]).posts) == count
        return time.process_time() - start

    seconds(100)
    assert seconds(800) < 9 * seconds(200) + 0.3  # four times as many; 16 times would be the square
