"""An idea over time, in a sentence above its years."""

from html import escape

from index.store.catalog import StoredPost
from index.wording import counted
from search.over_time import Course
from search.ui.address import Address, post_link
from search.ui.markup import title_html
from search.ui.wording import written_date


def course_html(course: Course, first: StoredPost, asked: Address, locale: str | None) -> str:
    """When the idea came up first, in which post, and how often since; the bars below it say more."""
    published = first.post.published or ""
    day = f'<time datetime="{escape(published)}">{escape(written_date(published, locale))}</time>'
    link = f'<a href="{escape(post_link(first, asked))}"><bdi>{title_html(first)}</bdi></a>'
    since = f"{counted(course.since, 'more post')} since"
    most = f", most in {course.busiest_year}" if course.busiest_year else ""
    return f'<p class="bs-course">First on {day}, in {link}; {since}{most}.</p>'
