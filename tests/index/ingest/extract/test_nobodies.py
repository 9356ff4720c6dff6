"""What fills an author's field and names nobody."""

import pytest

from index.ingest.extract.nobodies import is_called_nobody


@pytest.mark.parametrize("name", ["Super User", "Von der Redaktion", "La rédaction", "Редакция", "編集部"])
def test_an_office_is_nobody_in_any_language(name: str) -> None:
    assert is_called_nobody(name)


@pytest.mark.parametrize("name", ["Ann Lee", "Della", "Von Lee", "The Loaf Team"])
def test_people_and_teams_are_somebody(name: str) -> None:
    assert not is_called_nobody(name)
