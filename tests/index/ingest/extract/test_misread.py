"""Honest text in any language is never taken for one that was read in the wrong encoding."""

import pytest

from index.ingest.extract.charsets import codec_named
from index.ingest.extract.latin import best_latin, latin_score
from index.ingest.extract.misread import looks_misread

HONEST = [
    ("“Où est l’été ?” — «Là-bas», dit Noé, déçu…", "cp1252"),
    ("Ærøskøbing, Århus, Ålesund, Köln, Zürich: größere Straßen", "cp1252"),
    ("Γειά σου, Κόσμε! Καλημέρα από την Αθήνα", "cp1253"),
    ("Привет, мир! Москва и Санкт-Петербург; СССР и МГУ; Вася из iPhone-магазина", "cp1251"),
    ("PC用のソフトをA社から買いました。ﾃｽﾄも少し。iPhoneのアプリです。", "cp932"),
    ("我用iPhone写的，在Mac上看。中文和English混排没有问题。", "gb18030"),
    ("这是繁體字：臺灣與香港的網誌，簡體字也有", "gb18030"),
    ("臺灣的網誌，用iPhone寫的", "big5hkscs"),
    ("한국어 블로그는 iPhone에서 씁니다. 漢字도 조금.", "cp949"),
    ("Żółć gęślą jaźń; ÁRVÍZTŰRŐ tükörfúrógép", "cp1250"),
    ("H₂O, 25 °C, ½ cup, 10 m², ©2020, €5, £3, naïve", "cp1252"),
]


@pytest.mark.parametrize(("text", "codec"), HONEST)
def test_honest_text_is_believed(text: str, codec: str) -> None:
    assert not looks_misread(text, codec)


@pytest.mark.parametrize(
    ("text", "codec", "wrong"),
    [
        ("Привет, мир, как дела сегодня", "cp1251", "cp1252"),
        ("привет, мир, как дела сегодня", "koi8-r", "cp1251"),
        ("Καλημέρα από την Αθήνα", "cp1253", "cp1252"),
        ("日本語の文章を読むときの注意", "euc_jp", "cp1252"),
        ("日本語の文章を読むときの注意", "shift_jis", "cp1252"),
        ("한국어로 쓴 블로그입니다", "cp949", "cp1252"),
        ("今天的天气非常好，我们去散步", "gb18030", "big5hkscs"),
        ("Größe, täglich, schön, für, über", "cp1252", "gb18030"),
    ],
)
def test_text_in_the_wrong_encoding_is_not(text: str, codec: str, wrong: str) -> None:
    assert looks_misread(text.encode(codec).decode(wrong, errors="replace"), wrong)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("déjà vu à l’été", "cp1252"),
        ("żółta łódź, święta", "cp1250"),
        ("güneşli günler, ışık", "cp1254"),
        ("žlutý kůň, řeka, ďábel", "iso8859_2"),
        ("Šeši žąsys ėjo į ąžuolyną", "cp1257"),
    ],
)
def test_the_latin_encoding_is_that_of_one_languages_letters(text: str, codec: str) -> None:
    assert best_latin(text.encode(codec)) == (codec, 1.0)


def test_a_text_without_such_letters_is_in_any_language() -> None:
    assert latin_score("plain “words”") == 1.0


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("ISO-8859-1", "cp1252"), (" 'utf-8' ", "utf-8"), ("windows-31j", "cp932"), ("x-sjis", "cp932"),
        ("GB2312", "gb18030"), ("Big5", "big5hkscs"), ("ks_c_5601-1987", "cp949"), ("tis-620", "cp874"),
        ("x-cp1251", "cp1251"), (None, None), ("", None), ("utf-7", None), ("unicode_escape", None),
        ("base64", None), ("no such", None), ("a\x00b", None),
    ],
)  # fmt: skip
def test_names_of_encodings_mean_what_browsers_take_them_for(name: str | None, codec: str | None) -> None:
    assert codec_named(name) == codec
