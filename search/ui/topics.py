"""All posts at once: a map on which near is alike, a timeline, and the topics as a list."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from index.wording import counted
from search.engine import SearchEngine
from search.topics import name_of
from search.ui.address import topics_link
from search.ui.tab import name_tab
from search.ui.topic_rows import (
    MOST_COLOURS,
    OTHER,
    Colour,
    groups_of,
    map_rows,
    timeline_rows,
    topic_list_html,
)

_MAP_HEIGHT, _TIMELINE_HEIGHT = 560, 300  # pixels
_NOT_MADE = "An earlier Blogseek built this index, without topics; the next reindexing finds them."
_CURRENT = ' aria-current="true"'
_EDGE = 1.05  # of the places on the map, with room for the dots that lie farthest out
_COLOURS = "#4c78a8 #f58518 #e45756 #72b7b2 #54a24b #eeca3b #b279a2 #ff9da6 #9d755d".split()  # of Tableau's
_GREY = "#8c8c8c"  # of what is in no group
_SHAPES = ["circle", "square", "triangle-up", "diamond", "cross"]  # colour is not the only sign


def show_topics(engine: SearchEngine, colour: str) -> None:
    """Draw them; `colour` is what the address says that the dots' colours stand for."""
    name_tab("Topics")
    chosen = Colour(colour) if colour in list(Colour) else Colour.TOPIC
    st.html('<p class="bs-back"><a href="?">← Back to the box</a></p><h1>Topics</h1>')
    drawn = engine.map_of_topics()
    if drawn is None or not drawn.topics:
        said = _NOT_MADE if drawn is None else "There are too few posts to tell topics apart."
        st.html(f'<p class="bs-notice" role="status">{said}</p>')
        return
    rows = map_rows(drawn, chosen)
    st.html(f"{_said_html(len(rows))}{_colours_html(chosen)}")
    st.vega_lite_chart(
        rows,
        map_spec(chosen, groups_of(rows)),
        alt="A map of the posts. The list of topics below says what is on it.",
        key="map",
    )
    st.html(f'<section class="bs-section"><h2>All topics</h2>{topic_list_html(drawn.topics)}</section>')
    over_time = timeline_rows(drawn.topics)
    if len({row["year"] for row in over_time}) > 1:
        st.html('<section class="bs-section"><h2>Over time</h2></section>')
        st.vega_lite_chart(
            over_time,
            timeline_spec([name_of(topic) for topic in drawn.topics[:MOST_COLOURS]]),
            alt="How many posts each year has on the largest topics.",
            key="times",
        )


def _said_html(dot_count: int) -> str:
    return (
        f'<p class="bs-count">{counted(dot_count, "post")}, each a dot; near is alike. Point at one to see '
        "what it is, click to read it; scroll or drag to look closer.</p>"
    )


def _colours_html(chosen: Colour) -> str:
    links = (
        f'<a href="{topics_link(colour)}"{_CURRENT if colour is chosen else ""}>{colour}</a>'
        for colour in Colour
    )
    return f'<p class="bs-colours">Colours by {" · ".join(links)}</p>'


def map_spec(colour: Colour, groups: Sequence[str]) -> dict[str, Any]:
    """The map, in Vega-Lite; `groups` are those of its dots, in the order in which they are to be listed."""
    kind = "ordinal" if colour is Colour.YEAR else "nominal"
    legend = {"orient": "bottom", "columns": 2, "labelLimit": 260, "title": None, "symbolOpacity": 1}
    group = {"field": "group", "type": kind, "legend": legend}
    scale = {"scheme": "viridis"} if colour is Colour.YEAR else _colours_of(groups)
    encoding: dict[str, Any] = {
        **{
            axis: {"field": axis, "type": "quantitative", "axis": None, "scale": {"domain": [-_EDGE, _EDGE]}}
            for axis in ("x", "y")
        },
        "color": {**group, "scale": scale},
        "href": {"field": "href", "type": "nominal"},
        "tooltip": [
            {"field": field, "type": "nominal", "title": field.capitalize()}
            for field in ("title", "blog", "year", "topic")
        ],
    }
    if colour is not Colour.YEAR:
        encoding["shape"] = {**group, "scale": {"domain": list(groups), "range": _SHAPES}}
    return {
        "height": _MAP_HEIGHT,
        "params": [{"name": "zoom", "select": "interval", "bind": "scales"}],
        "mark": {"type": "point", "filled": True, "size": 55, "opacity": 0.85, "cursor": "pointer"},
        "encoding": encoding,
        "config": {"view": {"stroke": None}},
    }


def _colours_of(groups: Sequence[str]) -> dict[str, Any]:
    told = [group for group in groups if group != OTHER]
    colours = dict(zip(told, _COLOURS, strict=False))
    return {"domain": list(groups), "range": [colours.get(group, _GREY) for group in groups]}


def timeline_spec(topics: Sequence[str]) -> dict[str, Any]:
    """The largest topics by year, in Vega-Lite; `topics` are their names, in the order of the map."""
    return {
        "height": _TIMELINE_HEIGHT,
        "mark": {"type": "bar", "cursor": "pointer"},
        "encoding": {
            "x": {
                "field": "year",
                "type": "ordinal",
                "axis": {"title": None, "labelAngle": 0, "labelOverlap": True},
            },
            "y": {"field": "posts", "type": "quantitative", "axis": {"title": "Posts"}},
            "color": {
                "field": "topic",
                "type": "nominal",
                "scale": _colours_of(topics),
                "legend": {"orient": "bottom", "columns": 2, "labelLimit": 260, "title": None},
            },
            "href": {"field": "href", "type": "nominal"},
            "tooltip": [
                {"field": "topic", "type": "nominal", "title": "Topic"},
                {"field": "year", "type": "nominal", "title": "Year"},
                {"field": "posts", "type": "quantitative", "title": "Posts"},
            ],
        },
    }
