"""A page -> the pieces of its main text: found by trafilatura, read from the page's own tree. Pure."""

from index.ingest.extract.asides import without_asides
from index.ingest.extract.blocks import Piece
from index.ingest.extract.candidates import find_lines
from index.ingest.extract.cards import remove_cards
from index.ingest.extract.choose import choose_lines
from index.ingest.extract.lines import read_lines
from index.ingest.extract.page_tree import Element, remove_unseen
from index.ingest.extract.repeats import without_repeats
from index.ingest.extract.surroundings import remove_surroundings
from index.ingest.extract.tails import without_tails


def main_pieces(tree: Element) -> list[Piece]:
    """The pieces of the post on a page, with a few of the site's lines among them. Takes `tree` apart."""
    remove_unseen(tree)
    remove_surroundings(tree)
    remove_cards(tree)
    lines = read_lines(tree)
    find_lines(tree, lines)
    kept = without_tails(without_repeats(choose_lines(lines)))
    return [Piece(line.kind, line.text, line.level) for line in without_asides(kept)]
