"""What a person may type where an address is asked for."""

from pathlib import Path

import pytest

from index.addresses.named import named_address


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("a.example/x", "https://a.example/x"),
        ("/no/such/post.html", "file:///no/such/post.html"),
        ("/no/such/folder/", "file:///no/such/folder/"),
        ("file:///a.html", "file:///a.html"),
        ("posts/x", None),
    ],
)
def test_addresses_and_paths_are_understood(name: str, address: str | None) -> None:
    assert named_address(name) == (address or (Path.cwd() / name).as_uri())


def test_a_folder_that_is_there_stands_for_all_in_it(tmp_path: Path) -> None:
    assert named_address(str(tmp_path)) == f"{tmp_path.as_uri()}/"


def test_a_path_is_from_the_folder_that_it_is_named_in(tmp_path: Path) -> None:
    (tmp_path / "v1.0").mkdir()
    assert named_address("posts/x", tmp_path) == (tmp_path / "posts/x").as_uri()
    assert named_address("v1.0", tmp_path) == f"{(tmp_path / 'v1.0').as_uri()}/"
    assert named_address("/no/such/post.html", tmp_path) == "file:///no/such/post.html"


def test_what_is_too_long_for_a_path_is_an_address() -> None:
    assert named_address(f"a.example/{'x' * 5000}") == f"https://a.example/{'x' * 5000}"
