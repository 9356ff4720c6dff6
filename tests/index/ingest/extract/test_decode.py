"""Text comes out as it was written, whatever the encoding."""

# ruff: noqa: E501 - a made-up page reads best when it is not broken

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import NotAPost
from index.ingest.extract.decode import decode

FRENCH = (
    "Le café était fermé, déjà. L’été dernier, nous avions mangé des crêpes près de la fenêtre, où il "
    "faisait très chaud ; ça me plaît toujours. Voilà ce que j’ai préféré : la pâte, légère et sucrée."
)
RUSSIAN = (
    "Вчера вечером мы долго говорили о том, как лечить тревогу и бессонницу. Врач сказал, что сон важнее "
    "лекарств, и посоветовал каждый день гулять перед ужином, не меньше часа."
)
JAPANESE = (
    "昨日の夜、私たちは不安と不眠症の治療について長い間話しました。医者は、睡眠は薬より大切だと言いました。"
    "そして、毎日夕食の前に一時間以上散歩することを勧めました。"
)
ENGLISH = "Plain words — with “quotes”, a naïve café and €5 to spare."


def html(text: str, charset: str | None = None) -> str:
    declared = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{declared}<title>t</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [ENGLISH, FRENCH, RUSSIAN, JAPANESE], ids=["en", "fr", "ru", "ja"])
def test_unicode_is_read_with_and_without_its_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_both_byte_orders_of_utf16_are_read(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert decode(mark + FRENCH.encode(encoding)) == FRENCH


@pytest.mark.parametrize(
    ("text", "encoding"), [(FRENCH, "cp1252"), (RUSSIAN, "koi8-r"), (RUSSIAN, "cp1251"), (JAPANESE, "shift_jis"),
                           (JAPANESE, "euc_jp")]
)  # fmt: skip
def test_undeclared_encodings_are_told_by_their_text(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "charset", "encoding"),
    [
        ("naïve café", "iso-8859-1", "latin-1"),
        ("“smart” — quotes", "iso-8859-1", "cp1252"),  # what the web means by that name
        ("Да", "koi8-r", "koi8-r"),
        ("短い文", "shift_jis", "shift_jis"),
        ("①髙", "shift_jis", "cp932"),
        ("简体", "gb2312", "gb2312"),
        ("žluťoučký", "windows-1250", "cp1250"),
        ("日本", "iso-2022-jp", "iso2022_jp"),
    ],
)
def test_a_web_page_is_read_as_it_declares(text: str, charset: str, encoding: str) -> None:
    assert html(text, charset) == decode(html(text, charset).encode(encoding), is_html=True)


def test_an_old_fashioned_declaration_is_read() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>{RUSSIAN}</p>'
    assert decode(page.encode("koi8-r"), is_html=True) == page


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "shift_jis", "utf-16", "no-such-charset"])
def test_a_page_that_is_utf8_is_so_whatever_it_says(charset: str) -> None:
    page = html(ENGLISH + RUSSIAN, charset)
    assert decode(page.encode(), is_html=True) == page


def test_a_page_that_says_utf8_but_is_not_is_still_read() -> None:
    page = html(FRENCH, "utf-8")
    assert decode(page.encode("cp1252"), is_html=True) == page


@pytest.mark.parametrize("is_html", [True, False])
def test_one_broken_byte_does_not_spoil_the_rest(is_html: bool) -> None:
    page = html(f"{ENGLISH} {JAPANESE} cut-here {RUSSIAN}", "utf-8" if is_html else None)
    broken = page.encode().replace(b"cut-here", b"cut\xe9here")
    text = decode(broken, is_html=is_html)
    assert ENGLISH in text
    assert JAPANESE in text
    assert RUSSIAN in text


def test_a_text_cut_in_the_middle_of_a_letter_is_read() -> None:
    assert JAPANESE[:-1] in decode(JAPANESE.encode()[:-1])


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00\\r\xa8f"
        + bytes(range(256)),
        bytes(range(256)) * 20,
        b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes((i * 97 + 13) % 256 for i in range(3000)),
        b"\x7fELF\x02\x01\x01" + b"\x00" * 50 + b"some text in between" * 3 + b"\x00\x01\x02" * 40,
    ],
    ids=["png", "all bytes", "zip", "elf"],
)
def test_what_is_not_text_is_refused(content: bytes) -> None:
    with pytest.raises(NotAPost, match=r"binary|encoding"):
        decode(content)


def test_a_stray_nul_byte_is_taken_out() -> None:
    assert decode(("word " * 100 + "\x00end").encode()) == "word " * 100 + "end"


def test_many_nul_bytes_are_no_text() -> None:
    with pytest.raises(NotAPost, match="binary"):
        decode(b"a\x00" * 500)


def test_terminal_commands_are_taken_out() -> None:
    assert decode(b"A \x1b[31mred\x1b[0m word in a long enough line, " + b"and more words " * 40).startswith(
        "A [31mred[0m"
    )


def test_line_ends_of_all_systems_are_one() -> None:
    assert decode(b"one\r\ntwo\rthree\nfour") == "one\ntwo\nthree\nfour"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=300))
def test_any_utf8_comes_back_equal(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_are_read_or_refused(content: bytes, is_html: bool) -> None:
    try:
        text = decode(content, is_html=is_html)
    except NotAPost:
        return
    assert not set("\x00\x1b\x7f\r") & set(text)
