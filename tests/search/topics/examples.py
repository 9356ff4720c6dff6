"""Posts on two subjects, which share no words."""

from index.records import Post
from tests.fakes import make_post

BREAD = "sourdough bread dough flour"
BIKES = "bicycle wheel chain tyre"


def posts(count: int = 8) -> list[Post]:
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
