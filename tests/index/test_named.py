"""What a person may type where an address is asked for."""

from pathlib import Path

import pytest

from index.addresses.named import named_address
from index.settings import path_named


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("a.example/x", "https://a.example/x"),
        ("/no/such/post.html", "file:///no/such/post.html"),
        ("/no/such/folder/", "file:///no/such/folder/"),
        ("file:///a.html", "file:///a.html"),
        ("posts/x", None),
        ("~nobody-of-that-name/x", None),
    ],
)
def test_addresses_and_paths_are_understood(name: str, address: str | None) -> None:
    assert named_address(name) == (address or (Path.cwd() / name).as_uri())


def test_a_folder_that_is_there_stands_for_all_in_it(tmp_path: Path) -> None:
    assert named_address(str(tmp_path)) == f"{tmp_path.as_uri()}/"


def test_a_path_is_from_the_folder_that_it_is_named_in(tmp_path: Path) -> None:
    (tmp_path / "v1.0").mkdir()
    assert path_named("posts/x", tmp_path) == str(tmp_path / "posts/x")
    assert path_named("v1.0", tmp_path) == str(tmp_path / "v1.0")
    assert path_named("v2.0", tmp_path) is None
    assert path_named("/no/such/post.html", tmp_path) == "/no/such/post.html"


def test_what_is_too_long_for_a_path_is_an_address() -> None:
    assert named_address(f"a.example/{'x' * 5000}") == f"https://a.example/{'x' * 5000}"
