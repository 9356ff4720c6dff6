"""What is shown of a passage reads as an excerpt, never cut inside a sentence."""

from search.results import Snippet

TEXT = "Salt first. Then wait. Then eat."


def _snippet(*answers: tuple[int, int]) -> Snippet:
    return Snippet(TEXT, (), 0, answers, ())


def test_an_excerpt_is_in_the_order_of_the_text_with_an_ellipsis_for_a_gap() -> None:
    assert _snippet((23, 32), (0, 11)).excerpt == "Salt first. … Then eat."


def test_neighbours_need_no_ellipsis() -> None:
    assert _snippet((12, 22), (0, 11)).excerpt == "Salt first. Then wait."


def test_nothing_is_marked_where_nothing_was_asked() -> None:
    assert _snippet().answer == (0, 0)
    assert _snippet().excerpt == ""
