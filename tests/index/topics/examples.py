"""Posts on two subjects, which share no words, as a generation that has all but its topics."""

from pathlib import Path

from index.records import Post
from index.store.paths import GenerationPaths
from index.topics.posts import Posts
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts

BREAD = "sourdough bread dough flour"
BIKES = "bicycle wheel chain tyre"


def posts_on_two_subjects(count: int = 8) -> list[Post]:
    """`count` posts on each."""
    return [
        make_post(
            f"{subject} {subject} number {number}.",
            title=f"{subject.split()[0].capitalize()} {number}",
            url=f"https://{name}.example/{number}",
            published=f"20{10 + number % 10}-01-01",
            tags=(subject.split()[1],),
        )
        for number in range(count)
        for name, subject in (("bread", BREAD), ("bikes", BIKES))
    ]


def written(folder: Path, posts: list[Post]) -> Posts:
    """The posts of a generation that is written into `folder`."""
    open_posts(folder, posts, FakeEncoder())
    return Posts.open(GenerationPaths(folder))


def subjects_of(posts: Posts, post_ids: list[int]) -> set[str]:
    """The first words of the posts' titles."""
    return {outline.title.split()[0] for outline in posts.catalog.outlines(post_ids).values()}
