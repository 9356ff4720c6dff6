"""Which posts are conversations, who is meant in a question, and how much of a passage they say."""

import random

import numpy as np
import pytest

from search.conversations import Conversation, named_speakers, read_conversation, share_said_by


def panel(*forms: str) -> str:
    """Turns of one speaker each, by chance, each written in the next of `forms`."""
    chance = random.Random(5)
    return "\n\n".join(
        f"{form.format(chance.choice(['Ana Reyes', 'Ben', 'Prof. Okoro']))} I brought some bread."
        for form in forms * 40
    )


@pytest.mark.parametrize("form", ["{}:", "[00:12:31] {}:", "12:31 {}:", "- {} (12:31):"])
def test_a_talk_of_three_is_a_conversation_however_its_speakers_are_written(form: str) -> None:
    talk = read_conversation(panel(form))
    assert talk is not None
    assert set(talk.speakers) == {"Ana Reyes", "Ben", "Prof. Okoro"}


@pytest.mark.parametrize(
    "lines",
    [
        ["Question: Does rye rise?", "Answer: Not as wheat does."],
        ["Price: 30", "Good: it bakes well.", "Bad: it is heavy."],
        ["Fixed: the crust burnt.", "Fixed: the crumb was wet."],
        ["There is one thing to know: rye is sour.", "It keeps well.", "Nobody minds: it is bread."],
        [f"Word {n}: what it means." for n in range(9)],
        [],
    ],
    ids=["questions and answers", "fields", "a list of changes", "prose", "a glossary", "nothing"],
)
def test_other_posts_with_colons_are_none(lines: list[str]) -> None:
    assert read_conversation("\n\n".join(lines * 30)) is None


def test_a_few_turns_are_a_quotation_rather_than_a_conversation() -> None:
    turns = panel("{}:").split("\n\n")
    assert read_conversation("\n\n".join(turns[:12])) is None
    assert read_conversation("\n\n".join([*turns, *["A long report follows."] * 60])) is None


def talk_of(*speakers: str) -> Conversation:
    return Conversation(speakers, 100 * np.arange(len(speakers) + 1))


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"professor", "yeast"}, {"Professor B"}),
        ({"grad", "e", "yeast"}, {"Grad E"}),
        ({"professor", "b", "grad", "c"}, {"Professor B", "Grad C"}),
        ({"yeast"}, set()),
    ],
)
def test_who_is_meant_by_a_question_goes_by_most_of_the_name(asked: set[str], named: set[str]) -> None:
    assert named_speakers(talk_of("Professor B", "Grad C", "Grad E"), asked, "en") == named


def test_a_turn_lasts_until_the_next_speaker_begins() -> None:
    talk = talk_of("Ana", "Ben", "Ana")
    places = np.array([[0, 100], [50, 150], [120, 180], [100, 300]])
    assert share_said_by({"Ana"}, talk, places) == pytest.approx([1, 0.5, 0, 0.5])
