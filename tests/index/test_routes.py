"""From source to published index: one record per post whatever way it came, and only what changed anew."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from index.forgetting import forget
from index.ingest.sources import Source, identify
from index.pipeline import reindex
from index.records import Post, day_of
from index.report import Report
from index.settings import CrawlSettings, OptOutSettings, Settings
from index.store.catalog import Catalog
from index.store.generation import current_generation, list_generations
from index.store.paths import IndexPaths
from tests.fakes import FakeEncoder, write_blog
from tests.index.traces import lexicons_with, traces
from tests.webserver import Answers, Reply, WebServer, list_page

SETTINGS = Settings(crawl=CrawlSettings(allow_private=True, delay_s=0.0, timeout_s=5.0))
RSS = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'


@dataclass(frozen=True)
class Written:
    """A post as its author wrote it."""

    slug: str
    title: str
    day: str
    tag: str
    paragraphs: tuple[str, ...]

    @property
    def path(self) -> str:
        year, month, _ = self.day.split("-")
        return f"/{year}/{month}/{self.slug}/"

    @property
    def plain(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def body(self) -> str:
        return "".join(f"<p>{paragraph}</p>" for paragraph in self.paragraphs)


POSTS = (
    Written(
        "cellar-dough",
        "Dough in the cellar",
        "2023-02-11",
        "bread",
        (
            "The zwieselfrotz dough spends its night in the cellar, where twelve degrees slow the yeast.",
            "By seven in the morning it has doubled, smells of yoghurt, and trembles when the bowl is moved.",
            "I shape it with wet hands, give it twenty minutes on the board, and bake it in an iron pot.",
        ),
    ),
    Written(
        "loud-brakes",
        "Why my brakes scream",
        "2023-05-30",
        "bikes",
        (
            "Glazed pads scream on every wet descent, and no amount of new cable will make them quiet.",
            "Take them out, rub them over sandpaper on a flat stone, and clean the disc with pure alcohol.",
            "Then bed them in with ten hard stops from speed, without ever letting the wheel stand still.",
        ),
    ),
    Written(
        "tower-swifts",
        "Swifts in the tower",
        "2024-01-08",
        "birds",
        (
            "Eleven pairs of swifts nest under the slates of our church tower, and they return in early May.",
            "They never land on the ground, sleep on the wing, and drink by skimming the mill pond at dusk.",
            "When the tower is scaffolded next year the builders have promised to leave the north side open.",
        ),
    ),
    Written(
        "quiet-fan",
        "A fan that nobody hears",
        "2024-06-17",
        "machines",
        (
            "My server hummed through the wall until I swapped its two small fans for a large one.",
            "A large rotor moves the same air at a third of the speed, and noise falls faster than speed.",
            "Rubber mounts took away the last of the rattle, and the disks run four degrees cooler.",
        ),
    ),
)


def served(post: Written, head: str = "") -> Reply:
    """The page of a post, as its blog shows it."""
    return Reply(
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        f"<title>{post.title} – Salt and Slate</title>"
        f"<meta property='og:type' content='article'><meta property='og:site_name' content='Salt and Slate'>"
        f"<meta property='article:published_time' content='{post.day}T08:00:00Z'>"
        f"<meta name='author' content='Ida Holm'><meta property='article:tag' content='{post.tag}'>"
        f"<link rel='canonical' href='{{root}}{post.path[1:]}'>{head}</head><body>"
        f"<nav><a href='/'>Salt and Slate</a></nav><article><h1>{post.title}</h1>{post.body}"
        "</article></body></html>"
    )


def feed_of(posts: tuple[Written, ...]) -> Reply:
    """The feed, with whole texts."""
    items = "".join(
        f"<item><title>{post.title}</title><link>{{root}}{post.path[1:]}</link>"
        f"<dc:creator>Ida Holm</dc:creator>"
        f"<guid isPermaLink='false'>{{root}}?p={number}</guid><category>{post.tag}</category>"
        f"<pubDate>{rfc822(post.day)}</pubDate>"
        f"<content:encoded><![CDATA[{post.body}]]></content:encoded></item>"
        for number, post in enumerate(posts, 1)
    )
    channel = f"<channel><title>Salt and Slate</title><link>{{root}}</link>{items}</channel></rss>"
    return Reply(f"{RSS}>{channel}", media_type="application/rss+xml")


def rfc822(day: str) -> str:
    year, month, date = day.split("-")
    name = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[int(month) - 1]
    return f"{date} {name} {year} 08:00:00 GMT"


def export_of(posts: tuple[Written, ...], root: str) -> str:
    """The blog as WordPress exports it."""
    items = "".join(
        f"<item><title>{post.title}</title><link>{root}{post.path[1:]}</link><dc:creator>ida</dc:creator>"
        f'<category domain="post_tag" nicename="{post.tag}"><![CDATA[{post.tag}]]></category>'
        f"<content:encoded><![CDATA[{post.plain}]]></content:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_date_gmt>{post.day} 08:00:00</wp:post_date_gmt>"
        f"<wp:post_date>{post.day} 08:00:00</wp:post_date><wp:post_name>{post.slug}</wp:post_name>"
        "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>"
        for number, post in enumerate(posts, 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{RSS} xmlns:wp="http://wordpress.org/export/1.2/">'
        f"<channel><title>Salt and Slate</title><link>{root}</link><wp:wxr_version>1.2</wp:wxr_version>"
        "<wp:author><wp:author_login>ida</wp:author_login>"
        f"<wp:author_display_name>Ida Holm</wp:author_display_name></wp:author>{items}</channel></rss>"
    )


def tree_of(posts: tuple[Written, ...], root: str) -> dict[str, str]:
    """The blog as its author keeps it for Hugo."""
    config = f"baseURL = '{root}'\ntitle = 'Salt and Slate'\n"
    config += "[permalinks]\nposts = '/:year/:month/:contentbasename/'\n"
    return {"hugo.toml": config} | {
        f"content/posts/{post.slug}.md": f"---\ntitle: {post.title}\ndate: {post.day}T08:00:00Z\n"
        f"author: Ida Holm\ntags: [{post.tag}]\n---\n\n{post.plain}\n"
        for post in posts
    }


class Index:
    """An index, and what each reindexing of it said."""

    def __init__(self, folder: Path) -> None:
        self.paths = IndexPaths(folder)
        self.encoder = FakeEncoder()

    def run(self, *sources: str, settings: Settings = SETTINGS, full: bool = False) -> Report:
        """Reindex; `encoder.embedded` is then what was embedded by this run."""
        self.encoder.embedded.clear()
        named: list[Source] = [identify(source) for source in sources]
        return reindex(named, self.paths.root, settings, self.encoder, full=full)

    def posts(self) -> dict[str, Post]:
        """{path of the link: post} of the published generation."""
        catalog = Catalog(self.paths.generation(current_generation(self.paths)).catalog)
        found = [stored.post for stored in catalog.posts(range(catalog.counts()[0])).values()]
        assert len({post.link for post in found}) == len(found), "a post is there twice"
        return {"/" + post.link.split("/", 3)[3]: post for post in found}

    def places_of(self, token: str) -> set[str]:
        """The files in which `token` stands, and the generations whose lexicon knows it."""
        files = {name for name, _ in traces(self.paths.root, [token.encode()])}
        return files | set(lexicons_with(self.paths, token))


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(tmp_path / "index")


@pytest.fixture
def blog() -> Iterator[WebServer]:
    """The blog, live."""
    alternate = "<link rel='alternate' type='application/rss+xml' href='/feed.xml'>"
    answers: Answers = {
        "/": Reply(
            list_page(*(post.path for post in POSTS), "/old/dough.html", "/print/dough/", head=alternate)
        ),
        "/old/dough.html": Reply("", 301, {"Location": POSTS[0].path}),
        "/print/dough/": served(POSTS[0]),
        "/feed.xml": feed_of(POSTS),
        **{post.path: served(post) for post in POSTS},
    }
    with WebServer(answers) as server:
        yield server


@pytest.fixture
def routes(blog: WebServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """{route: the source that a maintainer would name}."""
    # A tree whose address is on loopback is its writer's preview; here it is where the blog lives.
    monkeypatch.setattr("index.ingest.trees.site._LOCAL", frozenset[str]())
    tree = write_blog(tmp_path / "tree", tree_of(POSTS, blog.root))
    (tmp_path / "export.xml").write_text(export_of(POSTS, blog.root), encoding="utf-8")
    return {
        "crawl": blog.root,
        "feed": f"{blog.root}feed.xml",
        "export": str(tmp_path / "export.xml"),
        "markdown": str(tree),
    }


def day(post: Post) -> str:
    return day_of(post.published or "")


# --- one record per post


def test_each_route_is_recognised_for_what_it_is(routes: dict[str, str]) -> None:
    kinds = {route: identify(source).kind for route, source in routes.items()}
    assert kinds == {"crawl": "site", "feed": "site", "export": "wordpress", "markdown": "markdown"}


def test_the_same_blog_by_four_routes_gives_one_record_per_post(
    routes: dict[str, str], index: Index, blog: WebServer
) -> None:
    report = index.run(*routes.values())
    posts = index.posts()
    assert (report.posts, report.added, report.merged) == (4, 4, 12)
    assert {path: (p.title, day(p), p.authors, p.tags, p.site) for path, p in posts.items()} == {
        written.path: (written.title, written.day, ("Ida Holm",), (written.tag,), "Salt and Slate")
        for written in POSTS
    }
    for written in POSTS:
        post = posts[written.path]
        assert post.link == f"{blog.root}{written.path[1:]}"
        assert post.text.split("\n\n")[-3:] == list(written.paragraphs)
        sources = dict(post.fact_sources)
        assert {"title", "authors", "published", "tags", "language", "site"} <= sources.keys()
        assert "guessed" not in sources.values(), sources
    assert posts[POSTS[0].path].addresses == (f"{blog.root}old/dough.html", f"{blog.root}print/dough/")
    assert sum(reason.reason.startswith("the same post as") for reason in report.skipped) == 12


@pytest.mark.parametrize(
    "order",
    [("crawl", "feed", "export", "markdown"), ("markdown", "export", "feed", "crawl"), ("export", "crawl")],
    ids=" ".join,
)
def test_one_record_per_post_in_whatever_order_the_sources_come(
    routes: dict[str, str], index: Index, blog: WebServer, order: tuple[str, ...]
) -> None:
    for route in order:
        report = index.run(routes[route])
        assert {path: p.link for path, p in index.posts().items()} == {
            written.path: f"{blog.root}{written.path[1:]}" for written in POSTS
        }, f"after the {route}"
        assert report.posts == 4
    assert {(p.title, day(p)) for p in index.posts().values()} == {(w.title, w.day) for w in POSTS}


def test_posts_that_only_look_alike_stay_apart(index: Index, tmp_path: Path, blog: WebServer) -> None:
    """Of one writer, one day and one theme; the crawl's and the export's are different posts."""
    others = tuple(
        replace(
            post,
            slug=f"more-{post.slug}",
            title=f"{post.title}, once more",
            paragraphs=tuple(
                f"A year later I see it otherwise, and {n}." for n in (post.slug, post.tag, post.day)
            ),
        )
        for post in POSTS
    )
    (tmp_path / "others.xml").write_text(export_of(others, blog.root), encoding="utf-8")
    index.run(blog.root, str(tmp_path / "others.xml"))
    assert len(index.posts()) == 8


# --- the next time


def test_the_second_run_over_an_unchanged_blog_embeds_and_publishes_nothing(
    routes: dict[str, str], index: Index, blog: WebServer
) -> None:
    first = index.run(*routes.values())
    assert first.published
    assert index.encoder.embedded
    blog.forget()
    second = index.run(*routes.values())
    assert (second.added, second.changed, second.removed, second.unchanged) == (0, 0, 0, 4)
    assert second.embedded == 0
    assert index.encoder.embedded == []
    assert not second.published
    assert second.generation == first.generation
    assert [asked.path for asked in blog.asked if asked.status == 200 and asked.path.startswith("/20")] == []


def test_a_changed_an_added_and_a_removed_post_are_reported_and_embedded_as_just_that(
    index: Index, blog: WebServer
) -> None:
    bread, brakes, swifts, fan = POSTS
    del blog.answers[fan.path]
    blog.answers["/"] = Reply(list_page(bread.path, brakes.path, swifts.path))
    index.run(blog.root)
    assert set(index.posts()) == {bread.path, brakes.path, swifts.path}

    words = ("Rub them over sandpaper", "Toss them into a snowdrift overnight")
    changed = replace(
        brakes, paragraphs=tuple(p.replace("rub them over sandpaper", words[1]) for p in brakes.paragraphs)
    )
    assert changed != brakes
    blog.answers[brakes.path] = served(changed)
    blog.answers[fan.path] = served(fan)
    blog.answers["/"] = Reply(list_page(bread.path, brakes.path, fan.path))
    del blog.answers[swifts.path]
    report = index.run(blog.root)
    assert (report.added, report.changed, report.removed, report.unchanged) == (1, 1, 0, 2), "missed once"
    embedded = "\n".join(index.encoder.embedded)
    assert words[1] in embedded
    assert "nobody hears" in embedded
    assert "zwieselfrotz" not in embedded
    assert "slates" not in embedded

    report = index.run(blog.root)
    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 0, 1, 3), "missed twice"
    assert index.encoder.embedded == []
    assert set(index.posts()) == {bread.path, brakes.path, fan.path}


# --- owners' wishes, to the last byte


def test_what_owners_withdraw_leaves_every_generation_at_the_next_run_and_may_come_back(
    index: Index, blog: WebServer
) -> None:
    bread, brakes, swifts, fan = POSTS
    words = {bread: "zwieselfrotz", brakes: "sandpaper", swifts: "scaffolded"}
    index.run(blog.root)
    blog.answers[fan.path] = served(replace(fan, title="A fan that somebody hears"))
    index.run(blog.root)
    assert len(list_generations(index.paths)) == 2
    for word in words.values():
        assert index.places_of(word) > set(list_generations(index.paths)), "the search sees what is there"

    blog.answers[bread.path] = served(bread, "<meta name='robots' content='noindex'>")
    blog.answers[brakes.path] = replace(served(brakes), headers={"X-Robots-Tag": "noindex"})
    robots = f"User-agent: *\nDisallow: {swifts.path}\n"
    blog.answers["/robots.txt"] = Reply(robots, media_type="text/plain")
    report = index.run(blog.root)
    assert {word: index.places_of(word) for word in words.values()} == {
        word: set() for word in words.values()
    }
    assert report.removed == 3
    assert set(index.posts()) == {fan.path}
    assert len(list_generations(index.paths)) == 3

    blog.answers |= {post.path: served(post) for post in words}
    del blog.answers["/robots.txt"]
    assert index.run(blog.root).added == 3, "what owners allow again comes back"


def test_what_is_opted_out_leaves_every_generation_and_comes_back_when_it_is_no_more(
    index: Index, blog: WebServer, routes: dict[str, str]
) -> None:
    sources = (routes["crawl"], routes["export"], routes["markdown"])
    index.run(*sources)
    address = f"{blog.root}{POSTS[0].path[1:]}"
    opted = replace(SETTINGS, optout=OptOutSettings((address,)))
    report = index.run(*sources, settings=opted, full=True)
    assert (report.posts, report.removed) == (3, 1)
    assert [skip.place for skip in report.skipped].count(address) == 1, "the crawl and the archive name it"
    assert index.places_of("zwieselfrotz") == set()
    assert index.run(*sources).added == 1
    assert index.places_of("zwieselfrotz") != set()


def test_a_forgotten_post_does_not_come_back_by_any_route(
    index: Index, blog: WebServer, routes: dict[str, str]
) -> None:
    index.run(routes["crawl"])
    forgotten = forget(index.paths.root, [f"{blog.root}{POSTS[0].path[1:]}?utm_source=mail"])
    assert forgotten.posts == 1
    for again in (routes["crawl"], routes["feed"], routes["export"], routes["markdown"]):
        report = index.run(again, full=True)
        assert report.posts == 3, again
        assert index.places_of("zwieselfrotz") == set(), again
