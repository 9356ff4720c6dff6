"""Which encoding of Latin letters a text is in: that in which its letters are one language's. Pure."""

import re

# The letters beyond ASCII of languages that are written in Latin ones, the wider known languages first.
_ALPHABETS = (
    "éèàùçâêîôûëïüöäßœæ",  # French, German
    "ñáéíóúüãõâêôàç¿¡ºª",  # Spanish, Portuguese
    "àèéìòùî",  # Italian
    "åäöøæé",  # Nordic
    "ëïéèöü",  # Dutch
    "áðéíóúýþæö",  # Icelandic
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "čćđšž",  # Croatian, Slovenian
    "áéíóöőúüű",  # Hungarian
    "ăâîșțşţ",  # Romanian
    "çğıöşüâîi̇",  # Turkish
    "āčēģīķļņšūž",  # Latvian
    "ąčęėįšųūž",  # Lithuanian
    "õäöüšž",  # Estonian
)
_CODECS = ("cp1252", "cp1250", "cp1254", "cp1257", "iso8859_2", "iso8859_15", "mac_roman")
_PUNCTUATION = frozenset(
    "‘’‚“”„–—…•·°€£©™§\xa0\u00ad\u200b"
)  # what Central Europe has letters for is not in it
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
LATIN_CODECS = frozenset(
    "cp1250 cp1252 cp1254 cp1257 cp437 cp775 cp850 cp852 cp858 iso8859_1 iso8859_2 iso8859_3 iso8859_4"
    " iso8859_9 iso8859_10 iso8859_13 iso8859_14 iso8859_15 iso8859_16 mac_roman mac_latin2 mac_iceland"
    " mac_turkish hp_roman8 latin_1".split()
)


def best_latin(content: bytes) -> tuple[str, float]:
    """(codec, how well its letters are one language's, 0 to 1): the first of the best."""
    scored = [(latin_score(content.decode(codec, errors="replace")), codec) for codec in _CODECS]
    best, codec = max(scored, key=lambda pair: pair[0])
    return codec, best


def latin_score(text: str) -> float:
    """The share of the characters beyond ASCII that are punctuation or letters of one language.

    >>> latin_score("Żółta łódź"), latin_score("¯ó³ta ³ódŸ") < 0.5
    (1.0, True)
    """
    beyond = "".join(_NOT_ASCII.findall(text)).lower()
    letters = [letter for letter in beyond if letter not in _PUNCTUATION]
    if not letters:
        return 1.0
    return max(sum(letter in alphabet for letter in letters) for alphabet in _ALPHABETS) / len(letters)
