"""A page -> the pieces of its main text: found by trafilatura, read from the page's own tree. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.ingest.extract.asides import without_asides
from index.ingest.extract.blocks import Piece
from index.ingest.extract.candidates import find_lines
from index.ingest.extract.cards import remove_cards
from index.ingest.extract.choose import choose_lines
from index.ingest.extract.contents import without_contents
from index.ingest.extract.lines import Line, letters_in, names_in, read_lines
from index.ingest.extract.page_tree import Element, remove_unseen
from index.ingest.extract.repeats import without_refrains, without_repeats
from index.ingest.extract.surroundings import remove_surroundings
from index.ingest.extract.tails import without_tails


@dataclass(frozen=True, slots=True)
class MainText:
    """The pieces of a post, with a few of the site's lines among them, and how surely they are it: 0 to 1."""

    pieces: tuple[Piece, ...]
    confidence: float


def main_text(tree: Element, address: str = "") -> MainText:
    """The text of the post on the page at `address`, where that is known. Takes `tree` apart."""
    names = names_in(tree)
    remove_unseen(tree)
    remove_surroundings(tree)
    remove_cards(tree)
    lines = read_lines(tree, names)
    find_lines(tree, lines, address)
    kept: Sequence[Line] = choose_lines(lines)
    for without in (without_repeats, without_contents, without_refrains, without_tails, without_asides):
        kept = without(kept)
    return MainText(
        tuple(Piece(line.kind, line.text, line.level, line.language, line.anchor) for line in kept),
        agreement(lines, kept),
    )


def agreement(lines: Sequence[Line], kept: Sequence[Line]) -> float:
    """How much of what was found is in what was kept, and the other way: F1 by letters, 0 to 1.

    On the tune half of WCXB it goes with token F1 (Spearman's rho .48): of the 13 pages below .85 six have
    less than .9, of the other 384 there are 21; on average they have .83 and .97. That of resiliparse's
    text with ours says less (.35), and so does the mean of both (.41).
    """
    found = [line for line in lines if line.is_found]
    both = letters_in([line for line in kept if line.is_found])
    return 2 * both / max(1, letters_in(found) + letters_in(kept))
