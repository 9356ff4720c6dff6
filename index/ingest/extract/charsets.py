"""The names of encodings as the web means them. Pure."""

import codecs
import re

# The web reads these names as wider ones (WHATWG Encoding Standard, "names and labels").
_AS_BROWSERS_READ = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932",
    "euc_kr": "cp949",
}  # fmt: skip
# What pages write and Python does not know by that name.
_FURTHER_NAMES = {
    "windows-31j": "cp932", "x-gbk": "gb18030", "x-euc-jp": "euc_jp", "ks_c_5601-1989": "cp949",
    "windows-874": "cp874", "dos-874": "cp874", "x-cp1250": "cp1250", "x-cp1251": "cp1251",
    "x-cp1252": "cp1252", "win-1251": "cp1251", "cn-big5": "big5hkscs", "x-x-big5": "big5hkscs",
    "x-mac-cyrillic": "mac_cyrillic", "x-mac-roman": "mac_roman", "koi": "koi8_r", "koi8": "koi8_r",
    "koi8-ru": "koi8_u", "logical": "iso8859_8", "x-sjis": "cp932", "iso-8859-8-i": "iso8859_8",
}  # fmt: skip
# Python has codecs that are no encodings of text, or that let markup be smuggled in ("utf-7").
_ENCODING = re.compile(
    r"(?:cp\d|iso8859|iso2022|koi8|mac|euc_|shift_jis|gb|big5|johab|kz1048|tis|utf-(?:8|16|32))"
)


def codec_named(name: str | None) -> str | None:
    """Python's name for what the web calls `name`; None where that is no encoding of text.

    >>> codec_named("ISO-8859-1"), codec_named("x-sjis"), codec_named("unicode_escape")
    ('cp1252', 'cp932', None)
    """
    label = (name or "").strip().strip("'\"").lower()
    try:
        found = codecs.lookup(_FURTHER_NAMES.get(label, label)).name
    except (LookupError, UnicodeError, ValueError):
        return None
    return _AS_BROWSERS_READ.get(found, found) if _ENCODING.match(found) else None
