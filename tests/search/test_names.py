"""Names, acronyms, versions and error codes find their own post first, among posts on nearly the same."""

import pytest

from index.embedding import SentenceEncoder
from search.opened import OpenedGeneration
from search.query import parse_query
from search.ranking import rank_posts
from search.results import SearchMode
from tests.fakes import make_post
from tests.search.generations import open_posts

# The posts of a kind differ in the name alone, so that only the name can decide.
TEMPLATES = {
    "compiler": (
        "The compiler stopped me with {} again. It took an evening to see what the borrow checker meant.",
        ["E0382", "E0499", "E0505"],
    ),
    "hole": (
        "We patched {} on a Saturday. The advisory was clear, the mirrors slow, and the coffee cold.",
        ["CVE-2024-3094", "CVE-2024-3049", "CVE-2023-3094"],
    ),
    "cluster": (
        "Our cluster runs on {} now. Upgrades are dull, which is the best thing that can be said of them.",
        ["k8s", "k3s", "k0s"],
    ),
    "language": (
        "I wrote the parser in {} first. It was fast enough, and the tests were pleasant to write.",
        ["C++", "C#", "C", "F#"],
    ),
    "runtime": (
        "The service was moved to {} in the spring. Memory fell by half, and nobody has looked back.",
        [".NET", "Node.js", "Vue.js", "Next.js"],
    ),
    "version": (
        "After the upgrade to Python {} the build was a minute faster, and two warnings were gone.",
        ["3.11", "3.12", "3.13"],
    ),
    "radio": ("The {} in the attic drops out whenever it rains.", ["Wi-Fi", "Li-Fi", "LTE-M"]),
}
POSTS = [
    make_post(text.format(name), f"So much for {name}.", title=f"Notes on the {kind}", url=f"file:///{name}")
    for kind, (text, names) in TEMPLATES.items()
    for name in names
]
NAMES = [post.place for post in POSTS]


@pytest.fixture(scope="module")
def named(real_encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory) -> OpenedGeneration:
    """One post for each name."""
    return open_posts(tmp_path_factory.mktemp("named"), POSTS, real_encoder)


def first(named: OpenedGeneration, question: str) -> str:
    best = rank_posts(named, parse_query(question), SearchMode.HYBRID).posts[0]
    return POSTS[best.post_id].place


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("question", ["{}", "trouble with {}", "what did you think of {}?"])
def test_a_name_finds_its_own_post_first(named: OpenedGeneration, name: str, question: str) -> None:
    assert first(named, question.format(name)) == name


@pytest.mark.parametrize(
    ("typed", "name"), [("wifi", "Wi-Fi"), ("nodejs", "Node.js"), ("NODE.JS", "Node.js"), ("c++", "C++")]
)
def test_a_name_may_be_typed_in_another_way(named: OpenedGeneration, typed: str, name: str) -> None:
    assert first(named, typed) == name
