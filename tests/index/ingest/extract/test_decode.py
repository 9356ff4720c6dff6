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
        decode(b"a\x00\x00" * 500)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [ENGLISH, FRENCH, RUSSIAN, JAPANESE], ids=["en", "fr", "ru", "ja"])
def test_utf16_without_its_mark_is_told_by_its_zeros(text: str, encoding: str) -> None:
    page = html(text)
    assert decode(page.encode(encoding), is_html=True) == page
    assert decode(page.encode(encoding), is_html=True, charset="utf-16") == page


WESTERN = ["utf-8", "iso-8859-1", "windows-1252", None]
EASTERN = ["shift_jis", "euc-jp", "gb2312", "big5", "euc-kr"]
TURKISH = (
    "Dün akşam kaygı ve uykusuzluğun nasıl tedavi edileceği hakkında uzun süre konuştuk, güneşli günler iyi."
)
POLISH = "Wczoraj wieczorem długo rozmawialiśmy o tym, jak leczyć lęk i bezsenność. Żółta łódź płynęła przez świat."
CZECH = (
    "Včera večer jsme dlouho mluvili o tom, jak léčit úzkost a nespavost, žluťoučký kůň úpěl ďábelské ódy."
)
GREEK = "Χθες το βράδυ μιλήσαμε για πολλή ώρα για το πώς να θεραπεύσουμε το άγχος και την αϋπνία."
HEBREW = "אתמול בערב דיברנו זמן רב על איך לטפל בחרדה ובנדודי שינה. הרופא אמר שהשינה חשובה."
ARABIC = "تحدثنا مساء أمس طويلا عن كيفية علاج القلق والأرق. قال الطبيب إن النوم أهم من الدواء."
SIMPLIFIED = "昨天晚上我们谈了很久关于如何治疗焦虑和失眠。医生说睡眠比药物更重要，建议每天晚饭前散步。"
TRADITIONAL = "昨天晚上我們談了很久關於如何治療焦慮和失眠。醫生說睡眠比藥物更重要，建議每天晚飯前散步。"
KOREAN = "어제 저녁 우리는 불안과 불면증을 치료하는 방법에 대해 오랫동안 이야기했습니다. 의사는 잠이 중요하다고 말했습니다."
LANGUAGES = [
    (FRENCH, "windows-1252"), (TURKISH, "windows-1254"), (TURKISH, "iso-8859-9"), (POLISH, "windows-1250"),
    (POLISH, "iso-8859-2"), (CZECH, "windows-1250"), (CZECH, "iso-8859-2"), (GREEK, "windows-1253"),
    (HEBREW, "windows-1255"), (ARABIC, "windows-1256"), (RUSSIAN, "windows-1251"), (RUSSIAN, "koi8-r"),
    (RUSSIAN, "iso-8859-5"), (JAPANESE, "shift_jis"), (JAPANESE, "euc-jp"), (JAPANESE, "iso-2022-jp"),
    (SIMPLIFIED, "gb2312"), (SIMPLIFIED, "gbk"), (SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5"),
    (KOREAN, "euc-kr"), (KOREAN, "windows-949"),
]  # fmt: skip
ALL = pytest.mark.parametrize(("text", "encoding"), LANGUAGES, ids=[encoding for _, encoding in LANGUAGES])


def in_codec(encoding: str) -> str:
    """Python's name."""
    return encoding.replace("windows-", "cp")


@ALL
def test_the_servers_word_is_enough(text: str, encoding: str) -> None:
    page = html(text)
    assert decode(page.encode(in_codec(encoding)), is_html=True, charset=encoding) == page
    assert decode(text.encode(in_codec(encoding)), charset=encoding) == text


@ALL
@pytest.mark.parametrize("lie", WESTERN)
def test_the_page_is_right_where_the_server_says_what_it_says_of_every_page(
    text: str, encoding: str, lie: str | None
) -> None:
    page = html(text, encoding)
    assert decode(page.encode(in_codec(encoding)), is_html=True, charset=lie) == page


@ALL
@pytest.mark.parametrize("lie", WESTERN)
def test_the_server_is_right_where_the_template_says_what_it_says_on_every_page(
    text: str, encoding: str, lie: str | None
) -> None:
    page = html(text, lie)
    assert decode(page.encode(in_codec(encoding)), is_html=True, charset=encoding) == page


@ALL
@pytest.mark.parametrize("lie", WESTERN)
def test_both_may_be_wrong(text: str, encoding: str, lie: str | None) -> None:
    page = html(text * 2, lie)
    assert decode(page.encode(in_codec(encoding)), is_html=True, charset=lie) == page


@pytest.mark.parametrize("lie", [*EASTERN, "windows-1251", "koi8-r"])
def test_western_text_is_not_read_as_eastern(lie: str) -> None:
    page = html(FRENCH, lie)
    assert decode(page.encode("cp1252"), is_html=True, charset=lie) == page


def test_a_short_russian_note_from_windows_is_not_taken_for_one_from_an_old_mac() -> None:
    text = "Чай с лимоном\n\nКаждый вечер бабушка заваривает чай и рассказывает о молодости в деревне у реки."
    assert decode(text.encode("cp1251")) == text


@pytest.mark.parametrize(("encoding", "lie"), [("koi8-r", "windows-1251"), ("cp1251", "koi8-r"), ("iso-8859-5", "windows-1251"),
                                               ("iso-8859-5", "koi8-r"), ("koi8-r", "shift_jis")])  # fmt: skip
def test_one_russian_encoding_is_not_taken_for_another(encoding: str, lie: str) -> None:
    page = html(RUSSIAN * 2)
    assert decode(page.encode(encoding), is_html=True, charset=lie) == page


@pytest.mark.parametrize(
    ("text", "encoding", "lie"),
    [(JAPANESE, "euc-jp", "shift_jis"), (JAPANESE, "shift_jis", "euc-jp"), (JAPANESE, "shift_jis", "gb2312"),
     (SIMPLIFIED, "gb2312", "big5"), (TRADITIONAL, "big5", "shift_jis"), (JAPANESE, "shift_jis", "euc-kr"),
     (KOREAN, "euc-kr", "shift_jis")],
)  # fmt: skip
def test_one_eastern_encoding_is_not_taken_for_another(text: str, encoding: str, lie: str) -> None:
    page = html(text * 2)
    assert decode(page.encode(encoding), is_html=True, charset=lie) == page


@pytest.mark.parametrize(
    "charset", ["iso-8859-1", "windows-1252", "shift_jis", "utf-16", "no-such-charset", ""]
)
def test_text_that_is_utf8_is_so_whatever_the_server_says(charset: str) -> None:
    page = html(ENGLISH + RUSSIAN)
    assert decode(page.encode(), is_html=True, charset=charset) == page


@pytest.mark.parametrize("charset", ["utf-8", "shift_jis", "iso-8859-1"])
def test_a_mark_goes_before_the_servers_word(charset: str) -> None:
    assert decode(RUSSIAN.encode("utf-16"), charset=charset) == RUSSIAN
    assert decode(RUSSIAN.encode("utf-8-sig"), charset=charset) == RUSSIAN


def test_a_declared_page_with_one_broken_byte_is_read_as_declared() -> None:
    page = html(JAPANESE * 3 + " cut-here ", "shift_jis")
    text = decode(page.encode("shift_jis").replace(b"cut-here", b"cut\xffhere"), is_html=True)
    assert JAPANESE * 3 in text


@pytest.mark.parametrize(
    "codec", ["unicode_escape", "utf-7", "rot13", "hex", "idna", "punycode", "\ud800", "x" * 999]
)
def test_a_codec_that_is_no_encoding_is_not_used(codec: str) -> None:
    page = html("caf\xe9 \\x3cscript\\x3e +ADw-script+AD4-")
    assert decode(page.encode("cp1252"), is_html=True, charset=codec) == page


def test_terminal_commands_are_taken_out() -> None:
    assert decode(b"A \x1b[31mred\x1b[0m word in a long enough line, " + b"and more words " * 40).startswith(
        "A [31mred[0m"
    )


def test_line_ends_of_all_systems_are_one() -> None:
    assert decode(b"one\r\ntwo\rthree\nfour") == "one\ntwo\nthree\nfour"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=300))
def test_any_utf8_comes_back_equal(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@given(st.binary(max_size=400), st.booleans(), st.sampled_from([None, *EASTERN, *WESTERN, "koi8-r"]))
def test_any_bytes_are_read_or_refused(content: bytes, is_html: bool, charset: str | None) -> None:
    try:
        text = decode(content, is_html=is_html, charset=charset)
    except NotAPost:
        return
    assert not set("\x00\x1b\x7f\r") & set(text)
