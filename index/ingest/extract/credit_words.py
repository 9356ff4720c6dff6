"""The words that credit whoever is named next, in several languages: "By", "Von", "Photos:". Pure."""

import re

_NOUNS = (
    "article|story|words?|text|post|blog(?: post)?|essay|column|recipe|interview|review|report|analysis"
    "|opinion"
)
_DONE = "written|posted|published|submitted|contributed|created|authored|compiled|researched"
# "By", "Guest post by", "Words and photos by", "Geschrieben von", "Publié par" …
_BY = (
    rf"(?:(?:an? )?(?:guest )?(?:{_NOUNS}|{_DONE})(?: (?:and|&) [a-z]+)?\s+)?by\b:?"
    r"|(?:(?:verfasst|geschrieben|veröffentlicht|(?:ein )?(?:gast)?beitrag|text) )?von"
    r"|(?:(?:écrit|rédigé|publié|posté) )?par|(?:(?:escrito|redactado|publicado|postado) )?por"
    r"|(?:scritto|pubblicato) da|a cura di|(?:(?:geschreven|geplaatst|gepubliceerd) )?door"
    r"|(?:(?:skriven|publicerad|skrevet|text|tekst) )?a[vf]|(?:napisane|dodane|opublikowane) przez|oleh"
    r"|بقلم|بواسطة|โดย|bởi"
)
_AUTHOR = (
    r"(?:the\s+|guest\s+)?authors?\s*(?:\(s\))?|written by|writer|byline"
    r"|(?:gast)?autor(?:in|es|ka)?|auteure?s?|autore|författare|forfatter|kirjoittaja|szerző|yazar|penulis"
    r"|tác giả|作者|撰文|著者|執筆者?|筆者|ライター|投稿者|この記事を書いた人|文責|(?:取材・)?文(?:・写真)?"
    r"|글쓴이|작성자|автор|συντάκτης|كتبه?|الكاتب|المؤلف|نویسنده|נכתב על ידי|מאת|ผู้เขียน|लेखक"
)
# "Words: Ann Lee", "Text und Fotos: Ann Lee".
_WORDS_AND = (
    r"(?:words?|texte?|texto|testo|tekst|текст|文字|글|story|reportage)"
    r"(?:\s*(?:and|und|et|y|e|en|i|og|och|&|\+|/)\s*(?:photo|foto|picture|image|imágene|bild|bilder)\w*)?"
)
_LABEL = re.compile(rf"(?:{_BY})|(?:{_AUTHOR})\s*[:：]?", re.IGNORECASE)
_LABELLED = re.compile(
    rf"(?:(?:{_BY})(?:\s+|\s?:\s?)|(?:{_AUTHOR}|{_WORDS_AND})\s*[:：]\s*)(\S.*)"
    r"|글 ([가-힣]{2,4})(?: .*)?|([가-힣]{2,4}) 기자(?: .*)?"  # whose words they are; a reporter
    r"|(\S+(?: \S+){1,3}) tarafından(?: .*)?",
    re.IGNORECASE,
)
_ENDS_IN_BY = re.compile(r"(?:^|\s)(?:by|von|par|por|door|av)\s*:?$", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:reviewe?[dr]\w*|edit(?:ed|or)|fact[- ]?check\w*|photo\w*|illustrat\w*|translat\w*|verified"
    r"|approved|sponsor\w*|powered|presented|hosted"
    r"|(?:key|press|media|your) contacts?"
    r"|(?:top|popular|featured|our|recent|active|all|more) (?:authors?|contributors?|writers?|bloggers?))\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[,;&+]|(?:,\s*)?(?:and|&|und|et|y|e|en|og|och|i|и|ve|with)", re.IGNORECASE)
_ROUND_A_LINE = " •·|–—-"
_MAX_CHARS = 120
_MAX_LABEL_CHARS = 40


def is_label(text: str) -> bool:
    """Whether it says that an author is named next, and nothing more."""
    return _LABEL.fullmatch(text) is not None


def after_label(line: str) -> str | None:
    """What comes after "by" in a line that begins so; None where it does not."""
    match = _LABELLED.fullmatch(line.strip(_ROUND_A_LINE)) if len(line) < _MAX_CHARS else None
    return next(filter(None, match.groups())) if match else None


def joined_to_next(line: str) -> str | None:
    """A line that the author's name comes after, ready to be followed by it; None where that is not due."""
    if len(line) >= _MAX_LABEL_CHARS:
        return None
    if is_label(line) or _ENDS_IN_BY.search(line):
        return f"{line} " if _ENDS_IN_BY.search(line) else f"{line.rstrip(' :')}: "
    return None


def joins_names(text: str) -> bool:
    """Whether it stands between two names and says nothing more."""
    return _JOINED.fullmatch(text) is not None


def names_others(text: str) -> bool:
    """Whether whoever is named next did something else than write."""
    return len(text) < _MAX_CHARS and _OTHERS.search(text) is not None
