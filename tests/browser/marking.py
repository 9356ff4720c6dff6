"""Whether a browser that follows a link with a text directive marks just the sentence that was meant."""

import io

from PIL import Image
from playwright.sync_api import Page

_MARKED = (255, 0, 254)  # no page has this colour by itself
_STYLE = f"::target-text {{ background-color: rgb{_MARKED} !important; color: rgb{_MARKED} !important }}"
# Where the sentence is on the page: the middle of its first and last characters, wherever its text stands.
# White space is left out on both sides, since a page writes it as it likes.
_FIND = """sentence => {
    const bare = text => text.replace(/\\s+/g, "")
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    let text = "", places = []
    while (walker.nextNode()) {
        const node = walker.currentNode
        if (node.parentElement.closest("script, style, noscript, title")) continue
        for (let i = 0; i < node.data.length; i++)
            if (!/\\s/.test(node.data[i])) { text += node.data[i]; places.push([node, i]) }
    }
    const middle = ([node, i]) => {
        const range = document.createRange()
        range.setStart(node, i); range.setEnd(node, i + 1)
        const box = range.getBoundingClientRect()
        return [(box.left + box.right) / 2, box.bottom - 2, box.width]
    }
    const whole = bare(sentence), found = []
    const ends = [whole.slice(0, 24), whole.slice(-24)]
    for (let at = text.indexOf(ends[0]); at >= 0; at = text.indexOf(ends[0], at + 1)) {
        const last = text.indexOf(ends[1], at)
        if (last >= 0 && last - at < whole.length + 200)
            found.push([middle(places[at]), middle(places[last + ends[1].length - 1])])
    }
    return found
}"""


def is_marked(page: Page, href: str, sentence: str) -> bool:
    """Whether both ends of `sentence`, at one place on the page at `href`, are in view and marked."""
    page.goto("about:blank")
    page.goto(href)
    page.add_style_tag(content=_STYLE)
    places = page.evaluate(_FIND, sentence)
    screen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")

    def shows_mark(x: float, y: float, width: float) -> bool:
        if not (0 <= x < screen.width and 0 <= y < screen.height) or not width:
            return False
        around = screen.crop((int(x) - 1, int(y) - 6, int(x) + 2, int(y) + 1))
        return _MARKED in {around.getpixel((i, j)) for i in range(around.width) for j in range(around.height)}

    return any(shows_mark(*first) and shows_mark(*last) for first, last in places)
