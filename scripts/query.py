"""Ask the index a question on the command line."""

from command import index_folder, prepare, run_main, words

if __name__ == "__main__":
    prepare()

import argparse
import json
import sys
import textwrap
from collections.abc import Sequence

from index.errors import BlogseekError, SourceError
from index.records import day_of
from index.settings import load_settings
from index.sharing import home_of
from index.wording import counted
from search.atom import as_atom
from search.cross_encoder import load_reranking
from search.engine import SearchEngine
from search.exporting import result_fields
from search.results import Result, SearchMode, SearchResponse, Snippet

BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
WIDTH = 100
# Kept like README's table by a test.
OPERATORS = """\
operators, anywhere in the question (quote the whole for the shell; put -- before a first -word):
  "exact phrase"        posts that have these words, one after the other
  -word  -"a phrase"    no post that has it
  title:word            the word, or "phrase", stands in the title
  site:blog.example     from this site, a path on it, or the site of this name; of several, any
  author:"Jane Doe"     by her; part of the name will do
  tag:bread             with this tag; of several, all
  lang:en               in this language; of several, any
  topic:bread           on a topic that the page shows, by words of its name
  after:2023            published in or after this year, month (2023-06) or day (2023-06-15)
  before:2024-06        published before it
  one OR other          either, also of operators: tag:rye OR tag:wheat
  +"like this idea"     nearer in meaning to this ...
  ~-"not like this"     ... and farther from that
-site:, -author:, -tag:, -lang:, -title: and -topic: leave such posts out. Everything else is text.
"""


def parse_args(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Ask the index a question.",
        epilog=OPERATORS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("words", nargs="*", type=words, metavar="WORDS", help="the question, in plain words")
    parser.add_argument("--like", type=words, metavar="URL", help="instead: the posts related to this one")
    parser.add_argument("--top", type=_count, default=5, metavar="N", help="how many posts (default: 5)")
    parser.add_argument(
        "--index", type=index_folder, metavar="DIR", help="the index's folder (default: blogseek-index)"
    )
    parser.add_argument("--mode", type=SearchMode, default=SearchMode.HYBRID, choices=list(SearchMode))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object a line, best first")
    form.add_argument("--atom", action="store_true", help="the posts that answer as an Atom feed")
    args = parser.parse_args(argv)
    if bool(args.words) == bool(args.like):
        parser.error("ask a question, or name a post with --like")
    if args.like and args.atom:
        parser.error("--atom is a feed of a question's answers, not of a post's likes")
    return args


def main(argv: Sequence[str] | None = None) -> int:
    """Run; returns the exit code."""
    args = parse_args(argv)
    try:
        settings = load_settings()
        home = home_of(settings, args.index or settings.index_folder())
        reranking = None if args.like else load_reranking(settings.rerank)
        engine = SearchEngine.open(home, reranking=reranking, settings=settings.ranking)
        shown = _related(engine, args) if args.like else _answers(engine, args)
    except BlogseekError as error:
        print(f"query: {error}", file=sys.stderr)
        return 1
    print(shown)
    return 0


def _answers(engine: SearchEngine, args: argparse.Namespace) -> str:
    response = engine.search(" ".join(args.words), args.top, args.mode)
    for notice in response.notices:
        print(f"query: {notice}", file=sys.stderr)
    if args.atom:
        close = [result for result in response.results if result.is_close]
        return as_atom(" ".join(args.words), close, engine.manifest.built_at)
    return as_json_lines(response) if args.json else as_text(response, colour=sys.stdout.isatty())


def _related(engine: SearchEngine, args: argparse.Namespace) -> str:
    """The related posts, a line of JSON or two of text for each. Raises SourceError."""
    found = engine.related(args.like, args.top)
    if found is None:
        raise SourceError(f"No post in the index has the address {args.like}.")
    if args.json:
        lines = [
            {"rank": n, "score": round(r.score, 6), "title": r.stored.post.title, "link": r.stored.post.link}
            for n, r in enumerate(found, 1)
        ]
        return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    posts = [(rank, r.stored.post) for rank, r in enumerate(found, 1)]
    return "\n".join(f"{n}. {_printable(post.title)}\n   {_printable(post.link)}" for n, post in posts)


def as_json_lines(response: SearchResponse) -> str:
    """Each result as one line of JSON; empty where there is none."""
    return "\n".join(
        json.dumps(result_fields(rank, r), ensure_ascii=False) for rank, r in enumerate(response.results, 1)
    )


def as_text(response: SearchResponse, *, colour: bool) -> str:
    """The results for people: title, place, and the answering sentences in their passage."""
    if not response.results:
        return "Nothing was asked." if response.query.is_empty else "Nothing was found."
    blocks = [] if response.is_answered else ["Nothing here answers that; the nearest posts:"]
    blocks += [_block(rank, result, colour) for rank, result in enumerate(response.results, 1)]
    blocks.append(f"{counted(response.post_count, 'post')} searched in {1000 * response.seconds:.0f} ms.")
    return "\n\n".join(blocks)


def _block(rank: int, result: Result, colour: bool) -> str:
    bold, dim, plain = (BOLD, DIM, PLAIN) if colour else ("", "", "")
    post = result.stored.post
    about = " · ".join(filter(None, (post.site, ", ".join(post.authors), day_of(post.published or ""))))
    best = result.snippets[0]
    lines = [f"{rank}. {bold}{_printable(post.title)}{plain}", f"   {dim}{_printable(post.link)}{plain}"]
    if about:
        lines.append(f"   {dim}{_printable(about)}{plain}")
    also = [f"   {dim}also at {_printable(other.post.link)}{plain}" for other in result.also]
    return "\n".join([*lines, *also, _marked(best, bold, plain)])


def _marked(snippet: Snippet, bold: str, plain: str) -> str:
    """The passage, its answering sentences in bold, or between » and « where there is no bold."""
    opening, closing = (bold, plain) if bold else ("»", "«")
    text = snippet.text
    for start, end in sorted(snippet.answers, reverse=True):
        text = f"{text[:start]}\x01{text[start:end]}\x02{text[end:]}"
    wrapped = textwrap.fill(_printable(text), WIDTH, initial_indent="   ", subsequent_indent="   ")
    return wrapped.replace("\x01", opening).replace("\x02", closing)


def _printable(text: str) -> str:
    """`text` without what would command the terminal; a scraped page may hold escape codes."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable() or c in "\x01\x02")


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("a whole number from 1")
    return int(text)


if __name__ == "__main__":
    run_main(main)
