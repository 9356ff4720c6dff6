"""A small blog for a browser to walk through: two posts on the web, five that are only files."""

from html import escape

from tests.fakes import html_post

# Asked in words that the post does not use.
WEB_PLACE = "queenless.html"
WEB_TITLE = "When a colony has no queen"
WEB_QUESTION = "my hive has lost its monarch, will it recover by itself?"
WEB_ANSWER = (
    "Bees without a queen raise a new one from a larva under three days old, as long as well-fed "
    "nurses & enough pollen are left."
)
WEB_TEXT = (
    "The death of a queen alarms every worker within an hour.",
    WEB_ANSWER,
    "After four weeks the young queen should lay eggs; if she does not, unite the colony with another.",
)

FILE_PLACE = "drafts/greenware.txt"
FILE_TITLE = "Why greenware bursts in the kiln"
FILE_QUESTION = "my clay pots explode when I bake them, what is the reason?"
FILE_ANSWER = "Clay shatters in the kiln because the water inside turns to steam faster than it can leave."
FILE_TEXT = (
    "Greenware is shaped clay that has dried but was never fired.",
    FILE_ANSWER,
    "So dry thick ware for two weeks, and warm the kiln overnight with its lid ajar.",
)

HOSTILE_PLACE = "knots.html"
HOSTILE_TITLE = "<img src=x onerror=window.pwned=1> The bowline"
HOSTILE_QUESTION = "which knot makes a loop that does not slip?"
HOSTILE_ANSWER = "The bowline is a knot with a fixed loop <script>window.pwned=1</script> that never slips."

CODE_PLACE = "halves.html"
CODE_TITLE = "Halves in Python"
CODE_QUESTION = "how do I make Python round a half up?"
CODE_ANSWER = "Python rounds a half to its even neighbour, but the decimal module rounds it up when told so."
CODE = """from decimal import ROUND_HALF_UP, Decimal

def rounded(number: str) -> Decimal:
    # 2.5 becomes 3
    return Decimal(number).quantize(Decimal(1), ROUND_HALF_UP)"""
TABLE = (("number", "rounded"), ("0.5", "1"), ("2.5", "3"))

# The answer stands in two sections, and so do the words around it.
TWIN_PLACE = "starter.html"
TWIN_TITLE = "Feeding a starter all year"
TWIN_QUESTION = "how often must a sourdough starter be fed with rye?"
TWIN_ANSWER = "A sourdough starter is fed with rye flour and water twice a day."
TWIN_HEADINGS = {"in-summer": "In the month of July", "in-winter": "In the month of January"}
_TWIN_TEXT = (
    "Look at it in the morning before the first cup of tea is poured. "
    f"{TWIN_ANSWER} Then put the lid back on and leave the jar alone on its shelf."
)

# Two sections answer, each with a table that no phone has room for.
WIDE_PLACE = "tides.html"
WIDE_TITLE = "Tide tables of two harbours"
WIDE_QUESTION = "when is high water in the harbour?"
WIDE_HEADINGS = ("High water in the old harbour", "High water in the new harbour")
_WIDE_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")

LONG_WORD = "methionyl" * 1112  # 10,008 characters
LONG_PLACE = "titin.html"
LONG_TITLE = "The longest name of a protein"
LONG_QUESTION = "what is the longest chemical name of a protein?"

_FILLER = (
    "The weather was mild this week and the path behind the shed has dried at last.",
    "My neighbour came by with a basket of pears and stayed for a cup of coffee.",
    "I painted the fence on Tuesday, and on Wednesday it rained until the evening.",
    "There is a new gate at the lower end of the garden, and it squeaks a little.",
)


def blog_files(address: str) -> dict[str, str]:
    """{place: content} of the blog that is served at `address`."""
    web = html_post(WEB_TITLE, *_around(*map(escape, WEB_TEXT)))
    # A part of the answer stands in an element of its own, as on many pages.
    web = web.replace("a new one", "a <em>new</em> one")
    hostile = html_post(escape(HOSTILE_TITLE), "Rope is made of yarns.", escape(HOSTILE_ANSWER), "Pull it.")
    long = html_post(
        LONG_TITLE,
        "The longest chemical name of a protein begins like this, and it is all one word.",
        f"{LONG_WORD} is how the name of the protein goes on.",
    )
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    listing = f"<p>{CODE_ANSWER}</p><pre><code class='language-python'>{escape(CODE)}</code></pre>"
    code = html_post(CODE_TITLE, "Every language has its own rule.")
    twins = "".join(
        f"<h2 id='{name}'>{heading}</h2><p>{heading} the kitchen is not as it was. {_TWIN_TEXT}</p>"
        for name, heading in TWIN_HEADINGS.items()
    )
    days = "".join(f"<td>{day} morning</td>" for day in _WIDE_DAYS)
    tides = "".join(
        f"<h2>{heading}</h2><p>{heading} is at these hours, by the clock of the harbour master.</p>"
        f"<table><tr>{days}</tr><tr>{days.replace(' morning', ' at six')}</tr></table>"
        for heading in WIDE_HEADINGS
    )
    starter = html_post(TWIN_TITLE, *_around())
    return {
        CODE_PLACE: code.replace("</article>", f"{listing}<table>{rows}</table></article>"),
        TWIN_PLACE: _with_head(
            starter.replace("</article>", f"{twins}</article>"),
            f'<link rel="canonical" href="{address}/{TWIN_PLACE}">',
        ),
        WEB_PLACE: _with_head(web, f'<link rel="canonical" href="{address}/{WEB_PLACE}">'),
        WIDE_PLACE: html_post(WIDE_TITLE, *_around()).replace("</article>", f"{tides}</article>"),
        FILE_PLACE: "\n\n".join([FILE_TITLE, *_around(*FILE_TEXT)]),
        HOSTILE_PLACE: _with_head(
            hostile,
            '<link rel="canonical" href="javascript:window.pwned=1">'
            '<meta name="author" content="&quot;&gt;&lt;img src=x onerror=window.pwned=1&gt;">'
            '<meta property="og:site_name" content="&lt;svg onload=window.pwned=1&gt; Ropes">',
        ),
        LONG_PLACE: long.replace("</article>", f"<h2>{LONG_WORD}</h2><pre>{LONG_WORD}</pre></article>"),
    }


def _around(*paragraphs: str) -> list[str]:
    """`paragraphs` with many others before and after, each another, that answer nothing."""
    notes = [f"Note {number}. " + _FILLER[number % len(_FILLER)] for number in range(80)]
    return [*notes[:40], *paragraphs, *notes[40:]]


def _with_head(page: str, elements: str) -> str:
    icon = '<link rel="icon" href="data:,">'  # or the browser asks for one that is not there
    return page.replace("</head>", f"{icon}{elements}</head>", 1)
