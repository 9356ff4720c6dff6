"""What is asked next: posts first, nothing twice, and no list without end."""

import pytest

from index.ingest.listings.listing import Listed
from index.ingest.web.frontier import Frontier
from index.ingest.web.knowledge import Knowledge
from index.records import Facts, Visit

ROOT = "https://salt.example/"
NOTHING = Knowledge((), frozenset())


def listed(path: str, modified: str | None = None) -> Listed:
    return Listed(f"{ROOT}{path}", modified, Facts(source="sitemap"))


def frontier(*visits: Visit, max_depth: int = 30) -> Frontier:
    return Frontier(ROOT, Knowledge(visits, frozenset()), max_depth)


def visit(path: str, role: str = "post", **known: object) -> Visit:
    return Visit(f"{ROOT}{path}", role, 200, "", **known)  # type: ignore[arg-type]


def paths(found: Frontier) -> list[str]:
    return [candidate.url.removeprefix(ROOT) for candidate in found]


def test_what_is_listed_goes_first_then_what_was_known_then_what_looks_like_a_post_then_lists() -> None:
    found = frontier(visit("known/"))
    for path in ("tag/tea/", "page/2/", "archives/", "2024/02/slow-tea/"):
        assert found.add_link(ROOT + path, 1) is (path == "2024/02/slow-tea/")
    found.add_known([visit("known/")])
    found.add_listed(listed("named/"))
    assert paths(found) == ["named/", "known/", "2024/02/slow-tea/", "archives/", "page/2/", "tag/tea/"]
    assert found.found == 6


def test_what_is_found_on_the_way_is_asked_for_too_and_before_the_lists() -> None:
    found = frontier()
    found.add_link(f"{ROOT}tag/tea/", 1)
    found.add_link(f"{ROOT}2024/02/one/", 1)
    order = []
    for candidate in found:
        order.append(candidate.url.removeprefix(ROOT))
        if order == ["2024/02/one/"]:
            found.add_link(f"{ROOT}2024/02/two/", 2)
    assert order == ["2024/02/one/", "2024/02/two/", "tag/tea/"]


@pytest.mark.parametrize(
    "again",
    [
        "http://salt.example/2024/slow-tea/",
        "https://www.salt.example/2024/slow-tea",
        "https://salt.example/2024/slow-tea/?utm_source=mail",
        "https://salt.example/2024/slow-tea/#steep",
        "https://salt.example/2024/slow-tea/amp/",
    ],
)
def test_no_address_is_asked_twice_however_it_is_written(again: str) -> None:
    found = frontier()
    found.add_listed(listed("2024/slow-tea/"))
    assert not found.add_link(again, 1)
    found.add_listed(Listed(again, None, Facts()))
    found.add_known([Visit(again, "post", 200, "")])
    assert found.has_seen(again)
    assert paths(found) == ["2024/slow-tea/"]
    assert not found.add_link(again, 1), "nor once it has been asked"
    assert paths(found) == []


def test_what_was_answered_under_another_address_is_not_asked() -> None:
    found = frontier()
    found.mark_seen(f"{ROOT}2024/slow-tea/")
    found.add_listed(listed("2024/slow-tea/"))
    assert paths(found) == []
    assert found.found == 0


def test_links_are_followed_only_so_deep() -> None:
    found = frontier(max_depth=3)
    assert found.add_link(f"{ROOT}2024/a/", 3)
    assert not found.add_link(f"{ROOT}2024/b/", 4)
    assert paths(found) == ["2024/a/"]
    assert found.add_link(f"{ROOT}2024/b/", 2), "a shorter way may lead there later"


@pytest.mark.parametrize("path", ["logo.png", "wp-login.php", "search?q=tea", "feed/", "style.css", "?s=tea"])
def test_what_is_never_a_post_and_leads_to_none_is_not_asked(path: str) -> None:
    found = frontier()
    assert not found.add_link(ROOT + path, 1)
    assert paths(found) == []


def tags(count: int) -> Frontier:
    found = frontier()
    for number in range(count):
        found.add_link(f"{ROOT}tag/t{number}/", 1)
    return found


def test_after_eight_lists_in_a_row_that_led_to_nothing_the_rest_of_their_kind_is_left() -> None:
    found = tags(20)
    found.add_link(f"{ROOT}category/tea/", 1)
    asked = []
    for candidate in found:
        asked.append(candidate.url.removeprefix(ROOT))
        if candidate.kind == "listing:tag":
            found.note_list(candidate.kind, led_on=False)
    assert [path for path in asked if path.startswith("tag/")] == [f"tag/t{number}/" for number in range(8)]
    assert "category/tea/" in asked, "of another kind"
    assert found.left_unread == {"listing:tag": 12}


def test_a_list_that_leads_on_keeps_the_others_of_its_kind_worth_reading() -> None:
    found = tags(20)
    for number, candidate in enumerate(found):
        found.note_list(candidate.kind, led_on=number == 7)
    assert found.left_unread == {"listing:tag": 4}, "8 with the one that led on, and 8 dry ones after it"


def test_a_listed_address_is_asked_though_it_is_called_like_a_list() -> None:
    found = frontier()
    for _ in range(9):
        found.note_list("listing:tag", led_on=False)
    found.add_listed(listed("tag/tea/"))
    assert paths(found) == ["tag/tea/"]


def test_what_was_known_goes_with_the_address_under_the_name_it_had() -> None:
    known = visit("2024/slow-tea/", etag='"1"', listed_as="2024-01-01")
    found = frontier(known)
    found.add_link("http://www.salt.example/2024/slow-tea?utm_source=mail", 1)
    (candidate,) = found
    assert candidate.url == known.url
    assert candidate.before == known
    assert candidate.listed_as == "2024-01-01", "as nothing lists it now"

    found = frontier(known)
    found.add_listed(listed("2024/slow-tea/", "2024-03-03"))
    (candidate,) = found
    assert (candidate.before, candidate.listed_as) == (known, "2024-03-03")


def test_only_posts_and_lists_of_before_are_asked_again_of_themselves() -> None:
    known = [visit(f"2024/{role}/", role) for role in ("post", "refused", "list", "page", "alias", "failed")]
    found = frontier(*known)
    found.add_known(known)
    assert paths(found) == ["2024/post/", "2024/refused/", "2024/list/"]
