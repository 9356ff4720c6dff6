"""What is said of names that were asked for and that no post has."""

import pytest

from search.opened import OpenedGeneration
from search.query import parse_query
from search.unknown_names import notices_of_unknown
from tests.fakes import FakeEncoder, make_post
from tests.search.generations import open_posts


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> OpenedGeneration:
    post = make_post("About E0382, and CVE-2024-3094 in node18.", title="On k8s")
    return open_posts(tmp_path_factory.mktemp("names"), [post], FakeEncoder())


def notices(generation: OpenedGeneration, asked: str) -> tuple[str, ...]:
    return notices_of_unknown(generation, parse_query(asked))


def test_a_code_that_no_post_has_is_said_to_be_in_none(generation: OpenedGeneration) -> None:
    assert notices(generation, "what is error[E0502]?") == ('No post here has "E0502".',)
    assert notices(generation, "e0382 CVE-2024-3095") == ('No post here has "CVE-2024-3095".',)


@pytest.mark.parametrize(
    "asked",
    [
        "e0382 in K8S and cve-2024-3094 on Node18",  # they are there, in whatever case
        "no such words, 10km, 2nd, 1.31, 2024-06-01, 東京2",  # words, or what is written in many ways
        '"E0502"',  # a condition, of which that is said anyhow
        " ".join(f"line{n}" for n in range(20)),  # a log
        "a1" + "x" * 900,  # data
        "",
    ],
)
def test_of_nothing_else_is_anything_said(generation: OpenedGeneration, asked: str) -> None:
    assert notices(generation, asked) == ()
