"""Whether a post answers is told from its evidence against the index's own noise, not from one cosine."""

from dataclasses import replace

from index.store.noise import Level, Noise
from search.closeness import Support, closeness

NOISE = Noise(Level(0.25, 0.12), Level(0.36, 0.12), kinship=0.33)


def test_what_is_no_nearer_than_noise_is_not_close() -> None:
    assert closeness(Support(0.27, 0.38, 0.0), NOISE) < 0


def test_meaning_alone_can_be_enough_and_so_can_words() -> None:
    assert closeness(Support(0.62, 0.7, 0.0), NOISE) > 0
    assert closeness(Support(0.35, 0.45, 0.7), NOISE) > 0


def test_a_model_with_other_cosines_is_judged_alike() -> None:
    narrow = Noise(Level(0.77, 0.03), Level(0.8, 0.03), kinship=0.79)
    assert abs(closeness(Support(0.83, 0.86, 0.2), narrow) - closeness(Support(0.49, 0.6, 0.2), NOISE)) < 0.2


def test_in_an_index_on_one_field_a_post_must_come_nearer() -> None:
    kindred = replace(NOISE, kinship=0.55)
    assert closeness(Support(0.5, 0.6, 0.2), kindred) < closeness(Support(0.5, 0.6, 0.2), NOISE)
