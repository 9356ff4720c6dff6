"""What people call languages -> their codes, as `lang:` takes them. Other codes are taken as they are."""

from functools import cache

from index.store.words import fold

# English name, own name. The languages of most blogs; any other goes by its code.
_NAMES = """
ar Arabic العربية
bg Bulgarian Български
bn Bengali বাংলা
ca Catalan Català
cs Czech Čeština
da Danish Dansk
de German Deutsch
el Greek Ελληνικά
en English
es Spanish Español Castellano
et Estonian Eesti
eu Basque Euskara
fa Persian Farsi فارسی
fi Finnish Suomi
fr French Français
gl Galician Galego
he Hebrew עברית
hi Hindi हिन्दी
hr Croatian Hrvatski
hu Hungarian Magyar
id Indonesian
it Italian Italiano
ja Japanese 日本語
ko Korean 한국어
lt Lithuanian Lietuvių
lv Latvian Latviešu
nl Dutch Nederlands
no Norwegian Norsk
pl Polish Polski
pt Portuguese Português
ro Romanian Română
ru Russian Русский
sk Slovak Slovenčina
sl Slovenian Slovene Slovenščina
sr Serbian Српски Srpski
sv Swedish Svenska
ta Tamil தமிழ்
th Thai ไทย
tr Turkish Türkçe
uk Ukrainian Українська
ur Urdu اردو
vi Vietnamese
zh Chinese 中文
"""


def code_of(name: str) -> str | None:
    """The code of the language called `name`, in English or in itself; None where the table lacks it.

    >>> code_of("German"), code_of("ESPANOL"), code_of("日本語"), code_of("klingon")
    ('de', 'es', 'ja', None)
    """
    return _codes().get(fold(name))


def codes_within(code: str) -> frozenset[str]:
    """The codes that posts in the language `code` may give: Norwegian is most often called by one of its two.

    >>> sorted(codes_within("no")), sorted(codes_within("nn"))
    (['nb', 'nn', 'no'], ['nn'])
    """
    return frozenset({"no", "nb", "nn"} if code == "no" else {code})


@cache
def _codes() -> dict[str, str]:
    lines = (line.split() for line in _NAMES.strip().splitlines())
    return {fold(name): code for code, *names in lines for name in names}
