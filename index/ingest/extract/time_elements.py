"""The time elements of a page: what they say, and whether a change is dated by them. Pure."""

import re
from collections.abc import Iterator

from index.ingest.extract.blocks import tidy_line
from index.ingest.extract.dates import dates_in, find_date
from index.ingest.extract.page_tree import Element
from index.ingest.extract.survey import Survey

_UPDATE_WORD = re.compile(
    r"updat|\bedit|modif|revis|review|refresh|\blast (?:change|edit)|aktualisiert|geändert|mise? à jour"
    r"|a[ck]tuali[sz](?:ad|at|ac|ov)|atualizad|editado|aggiornat|modificat|bijgewerkt|gewijzigd|oppdatert|endret"
    r"|uppdaterad|ändrad|opdateret|päivitetty|frissít|обновлен|изменен|оновлен|змінен|ενημερ"
    r"|更新|修改|修正|수정|업데이트"
    r"|güncellen|diperbarui|cập nhật|تحديث|تعديل|به‌روز|ویرایش|עודכן|แก้ไข|อัปเดต|अपडेट"
    r"|\Astand\Z",
    re.IGNORECASE,
)
_DAY_AND_MONTH = re.compile(r"\s*\d{1,2}[-/]\d{1,2}[-/]\d{4}\b")  # in which order, machines do not say
_ELEMENTS_AFTER, _ELEMENTS_BEFORE = 30, 12  # counted from the title
_RUNS_BEFORE = 16  # of text, among which a label may stand
LABEL_CHARS = 30  # "Last updated on", in an element of its own before the date


def says_change(text: str) -> bool:
    """Whether a label, or the name of an element, is of a change."""
    return _UPDATE_WORD.search(text) is not None


def times_marked(page: Survey, itemprop: str) -> list[Element]:
    """The elements marked so; not all who mark a time take a time element for it."""
    return [element for element in page.having("itemprop") if itemprop in element.get("itemprop").split()]


def moment_of(page: Survey, time: Element) -> str:
    """What a time element says to machines, else the day that it shows where that can be no other."""
    stated = time.get("datetime") or time.get("content") or ""
    if not stated and not find_date(page.text(time)):  # "three days ago", but a title says when
        return time.get("title") or ""
    if stated and not _DAY_AND_MONTH.match(stated):
        return stated
    shown = stated.replace("-", "/") or page.text(time)
    return next((day for _, _, day in dates_in(shown)), "")


def times_beside(page: Survey, heading: Element | None) -> Iterator[tuple[str, str | None, bool]]:
    """(what it says to machines, the day it shows, whether of a change) of the time elements near the title.

    Further off they may belong to another post.
    """
    if heading is None:
        return
    near = page.elements_after(heading, _ELEMENTS_AFTER) + page.elements_before(heading, _ELEMENTS_BEFORE)
    for element in near:
        if element.tag == "time" and not page.is_by_others(element):
            shown = page.text(element)
            day = next((day for _, _, day in dates_in(shown)), None)
            yield moment_of(page, element), day, is_time_of_change(page, element, shown)


def is_time_of_change(page: Survey, time: Element, shown: str) -> bool:
    """Whether a time element, which shows `shown`, or the label before it says that it is of a change."""
    names = f"{time.get('class')} {time.get('itemprop')}".lower()
    if "publish" in names:
        return False
    if says_change(shown):
        return True
    # In hAtom a post's own day is called "updated", and themes call the first so; "entry-date" is that.
    if says_change(names) and "entry-date" not in names:
        return True
    before = (tidy_line(words.text) for words in page.words_before(time, _RUNS_BEFORE))
    label = next(filter(None, before), "")
    return len(label) <= LABEL_CHARS and says_change(label)
