"""The language of a listing, by the names that highlighters give to what is around and in it. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

_MAX_NAMES = 12  # of one element; more are no highlighter's
_WORD = r"[a-z\d][\w+#.-]{0,29}"
_SAYS = ("data-lang", "data-language", "data-enlighter-language", "data-code-language")
# language-js, lang-js, lang:js, brush: js;, highlight-source-js, highlight-text-html-basic
_STATED = re.compile(
    rf"(?:^|\s)(?:language[-:]|lang[-:]|brush:\s*|highlight-(?:source|text)-)({_WORD})", re.IGNORECASE
)
_AROUND = re.compile(rf"(?:^|\s)highlight-({_WORD})", re.IGNORECASE)  # Sphinx: highlight-python
# Beside one of these, the language stands alone: "hljs python", "sourceCode python", "highlight python".
_HIGHLIGHTERS = frozenset(
    "hljs sourcecode highlight highlighter-rouge syntaxhighlighter code chroma src".split()
)
_ALIASES = {
    "py": "python", "python3": "python", "js": "javascript", "node": "javascript", "mjs": "javascript",
    "ts": "typescript", "rb": "ruby", "rs": "rust", "golang": "go", "yml": "yaml", "md": "markdown",
    "c++": "cpp", "cs": "csharp", "c#": "csharp", "sh": "shell", "zsh": "shell", "shell-session": "shell",
    "console": "shell", "ps1": "powershell", "kt": "kotlin", "hs": "haskell", "ex": "elixir",
    "objc": "objectivec", "htm": "html", "html-basic": "html", "docker": "dockerfile",
    "emacs-lisp": "elisp", "pl": "perl",
}  # fmt: skip
_LANGUAGES = frozenset(
    "ada apache applescript asm awk bash basic batch c clojure cmake cobol cpp csharp css csv d dart diff "
    "dockerfile elisp elixir elm erlang fish fortran fsharp gdscript glsl go gradle graphql groovy "
    "haskell hcl html http ini java javascript json jsonc jsx julia kotlin latex lean less lisp lua "
    "makefile markdown mathematica matlab nginx nim nix objectivec ocaml pascal perl php powershell "
    "prolog protobuf puppet python r racket ruby rust sass scala scheme scss shell smalltalk solidity sql "
    "swift tcl terraform tex toml tsx typescript vb verilog vhdl vim vue wasm xml yaml zig".split()
)
_NO_LANGUAGE = frozenset(
    "none text txt plain plaintext nohighlight no-highlight default auto raw output undefined unknown "
    "fallback plain-text".split()
)


def language_of(own: Iterable[Mapping[str, Any]], around: Iterable[Mapping[str, Any]]) -> str:
    """The language, lower case, as the attributes of a listing's `own` elements or of those `around` say.

    Empty where nobody says it. Around a listing only languages that are known count: there stand other names.

    >>> language_of([{"class": "lang-py"}], []), language_of([{}], [{"class": "highlight python"}])
    ('python', 'python')
    """
    name = next(chain.from_iterable(map(_names, own)), None)
    if name is not None:
        return "" if name in _NO_LANGUAGE else name
    return next((name for name in chain.from_iterable(map(_names, around)) if name in _LANGUAGES), "")


def _names(attributes: Mapping[str, Any]) -> Iterator[str]:
    """What an element's attributes say of a language, the surest first."""
    for attribute in _SAYS:
        if re.fullmatch(_WORD, said := str(attributes.get(attribute) or "").strip(), re.IGNORECASE):
            yield _known_as(said)
    classes = attributes.get("class") or ""
    classes = classes if isinstance(classes, str) else " ".join(classes)
    yield from (_known_as(match[1]) for match in _STATED.finditer(classes))
    words = [word.lower() for word in classes.split()[:_MAX_NAMES]]
    if not _HIGHLIGHTERS.isdisjoint(words):
        yield from (name for name in map(_known_as, words) if name in _LANGUAGES)
    yield from (name for match in _AROUND.finditer(classes) if (name := _known_as(match[1])) in _LANGUAGES)


def _known_as(name: str) -> str:
    name = name.lower().rstrip(".-")
    return _ALIASES.get(name, name)
