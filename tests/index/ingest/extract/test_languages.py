"""The language of a text that nobody declares, or that cannot be what is declared."""

import pytest

from index.ingest.extract.languages import detect_language, language_of
from index.ingest.extract.told import GUESSED, Told


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The dough rests in the cellar overnight."),
        ("de", "Der Teig ruht über Nacht im Keller."),
        ("fr", "La pâte repose une nuit à la cave."),
        ("es", "La masa reposa toda la noche en la bodega."),
        ("nl", "Het deeg rust een nacht in de kelder."),
        ("ru", "Тесто отдыхает ночь в погребе."),
        ("ja", "生地は一晩地下室で休ませます。"),
        ("zh", "面团在地窖里放了一夜。"),
    ],
)
def test_a_sentence_is_enough_to_tell_a_language_by(code: str, text: str) -> None:
    told = detect_language(text)
    assert told is not None
    assert (told.value, told.source) == (code, GUESSED)


@pytest.mark.parametrize(
    "text", ["", "OK", "1234567890 1234567890", "🍞🍞🍞🍞🍞🍞🍞🍞🍞🍞🍞🍞🍞🍞", "..." * 50]
)
def test_where_hardly_a_word_stands_nothing_is_said(text: str) -> None:
    assert detect_language(text) is None


def test_only_the_beginning_of_a_long_post_is_read() -> None:
    english = "The dough rests in the cellar overnight, and we bake it in the morning. " * 30
    told = detect_language(english + "Der Teig ruht über Nacht im Keller. " * 5000)
    assert told is not None
    assert told.value == "en"


CHINESE = "面团在地窖里放了一夜，早上再用 Docker 来烤。"


@pytest.mark.parametrize(
    ("stated", "text", "code"),
    [
        ("en", CHINESE, "zh"),  # as a theme states it of whatever is written
        ("en", "The dough, 面团, rests in the cellar overnight, and we bake it in the morning.", "en"),
        ("de", "The dough rests in the cellar overnight.", "de"),  # a guess is worth less than a word
        ("ja", CHINESE, "ja"),
        (None, CHINESE, "zh"),
    ],
)
def test_a_language_is_as_stated_unless_the_letters_are_others(
    stated: str | None, text: str, code: str
) -> None:
    told = language_of(Told(stated, "html element") if stated else None, text)
    assert told is not None
    assert told.value == code
