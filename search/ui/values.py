"""What a value that answers can be chosen by is called, and the element that shows it. Pure."""

from hashlib import sha256

from search.choice import UNKNOWN, Dimension
from search.narrowing import Count
from search.ui.wording import language_name

KIND_NAMES = {
    Dimension.BLOG: "Blog",
    Dimension.AUTHOR: "Author",
    Dimension.TAG: "Tag",
    Dimension.LANGUAGE: "Language",
    Dimension.YEAR: "Year",
}
UNKNOWN_NAMES = {
    Dimension.BLOG: "unknown",
    Dimension.AUTHOR: "unknown",
    Dimension.TAG: "no tags",
    Dimension.LANGUAGE: "unknown",
    Dimension.YEAR: "no date",
}


def label_of(dimension: Dimension, count: Count) -> str:
    """As posts write the value, or what stands for one that nobody states."""
    if count.value == UNKNOWN:
        return UNKNOWN_NAMES[dimension]
    return language_name(count.label) if dimension is Dimension.LANGUAGE else count.label


def element_id(dimension: Dimension, value: str) -> str:
    """The same each time the page is drawn, so that the focus can be given back."""
    return f"bs-{dimension}-{sha256(value.encode()).hexdigest()[:8]}"
