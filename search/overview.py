"""What an index holds, for a reader who has asked nothing yet."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from index.store.catalog import PostFacts, StoredPost
from index.store.facets import address_of, day_number, folded
from search.conditions import Condition, Kind, most_common_names
from search.opened import OpenedGeneration

_NEWEST_COUNT = 5
_MOST_GROUPS = 16
_MOST_READ = 200_000  # posts, of some kilobytes each while they are read
_LEAST_COMMON = 2  # posts; a tag of one leads to nothing more


@dataclass(frozen=True, slots=True)
class Group:
    """Posts that something is common to: what it is called, what to ask for them, how many there are."""

    name: str
    question: str
    post_count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The posts in use. `days` are those of the first and the last, None where no post has a date."""

    post_count: int
    days: tuple[date, date] | None
    blogs: Sequence[Group]  # the largest first
    tags: Sequence[Group]  # the most used first, and so of authors
    authors: Sequence[Group]
    newest: Sequence[StoredPost]


def overview_of(generation: OpenedGeneration) -> Overview:
    """Read it out of the catalog; 19,000 posts take 0.2 s."""
    post_ids = newest_first(generation)
    known = generation.catalog.facts_of(post_ids)
    facts = [known[post_id] for post_id in post_ids if post_id in known]
    days = list(filter(None, (day_number(each.published) for each in facts)))
    newest = post_ids[: min(len(days), _NEWEST_COUNT)]  # those with a date come first
    posts = generation.catalog.posts(newest)
    return Overview(
        post_count=generation.manifest.post_count,
        days=(date.fromordinal(days[-1]), date.fromordinal(days[0])) if days else None,
        blogs=_blogs(facts),
        tags=_groups((each.tags for each in facts), Kind.TAG),
        authors=_groups((each.authors for each in facts), Kind.AUTHOR),
        newest=[posts[post_id] for post_id in newest],
    )


def newest_first(generation: OpenedGeneration) -> list[int]:
    """The ids of the posts that have a text, those without a date last; of very many, the first of them."""
    newest: list[int] = generation.facets.newest(generation.layout.with_passages(), _MOST_READ).tolist()
    return newest


def _blogs(facts_of_posts: Iterable[PostFacts]) -> list[Group]:
    """By the site's own name; of posts without one, by the host or folder they are in."""
    counts: Counter[tuple[str, str]] = Counter()
    for facts in facts_of_posts:
        host, slash, _ = address_of(facts).partition("/")
        if facts.site:
            counts[facts.site, str(Condition(Kind.SITE, folded(facts.site)))] += 1
        elif host and (slash or facts.link.startswith("http")):
            counts[host, f"site:{host}/"] += 1
    return [Group(name, question, count) for (name, question), count in counts.most_common()]


def _groups(values_of_posts: Iterable[Iterable[str]], kind: Kind) -> list[Group]:
    """The values that most posts have, as far as there are several posts to each."""
    counts = most_common_names(values_of_posts)[:_MOST_GROUPS]
    often = [(value, count) for value, count in counts if count >= _LEAST_COMMON]
    return [Group(value, str(Condition(kind, value)), count) for value, count in often]
