"""What the page's own script asks of the server beside the page: what the typed words may become."""

import logging

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from index.errors import BlogseekError
from search.query import MAX_QUERY_CHARS
from search.ui.resources import the_engine

logger = logging.getLogger(__name__)

SUGGEST_PATH = "suggest"  # below the page's own address
_TYPED = "q"
# What is typed changes by the letter, and by then the index may be another.
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def routes() -> list[Route]:
    """For `st.App`, which leaves it to us to put them below the page's own address."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return [Route(f"/{base}/{SUGGEST_PATH}" if base else f"/{SUGGEST_PATH}", suggest)]


def suggest(request: Request) -> Response:
    """JSON: a list of {text, origin, question} for what is typed. Without an index, none."""
    typed = request.query_params.get(_TYPED, "")[:MAX_QUERY_CHARS]
    try:
        found = the_engine().suggest(typed)
    except BlogseekError:  # the page itself says what is wrong
        found = ()
    except Exception:
        logger.exception("nothing could be suggested")
        found = ()
    listed = [{"text": each.text, "origin": each.origin, "question": each.question} for each in found]
    return JSONResponse(listed, headers=_HEADERS)
