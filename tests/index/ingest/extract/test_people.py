"""Who wrote it: people, not boxes on a form."""

import pytest

from index.ingest.extract.people import (
    byline_names,
    clean_authors,
    is_full_name,
    is_group,
    is_known_name,
    is_pen_name,
)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("Written by Ann Lee", ("Ann Lee",)),
        ("by: ann lee", ("ann lee",)),
        ("John M. Thurston, MD", ("John M. Thurston, MD",)),
        ("Dr. Ruth Okafor, DVM", ("Dr. Ruth Okafor, DVM",)),
        ("Jane Roe, MD, PhD", ("Jane Roe, MD, PhD",)),
        ("Sammy Davis, Jr.", ("Sammy Davis, Jr.",)),
        ("Ann Lee and Bob Day", ("Ann Lee", "Bob Day")),
        ("Ann Lee, Bob Day, and Cy Orr", ("Ann Lee", "Bob Day", "Cy Orr")),
        ("Ann Lee & Bob Day; Cy Orr", ("Ann Lee", "Bob Day", "Cy Orr")),
        ("Ann Lee, MD, and Bob Day, PhD", ("Ann Lee, MD", "Bob Day, PhD")),
        ("Alexander Sandberg", ("Alexander Sandberg",)),  # holds "and" twice, and is one
        ("Ludwig van der Rohe", ("Ludwig van der Rohe",)),
        ("Zoë O’Neil-Groß", ("Zoë O’Neil-Groß",)),
        ("山田太郎", ("山田太郎",)),
        ("Nguyễn Văn An", ("Nguyễn Văn An",)),
        ("Emily (Em) Lee", ("Emily (Em) Lee",)),
        ("Ann Lee (Content Manager)", ("Ann Lee",)),
        ("Ann Lee, LMHC, ACE-CPT", ("Ann Lee, LMHC, ACE-CPT",)),
        ("Center for Bread and Butter", ("Center for Bread and Butter",)),
        ("Byron Katie", ("Byron Katie",)),  # begins with "By"
        ("Texter Storm", ("Texter Storm",)),
    ],
)
def test_names_are_read(value: str, names: tuple[str, ...]) -> None:
    assert clean_authors([value]) == names


@pytest.mark.parametrize(
    "value",
    [
        "",
        "admin",
        "Admin",
        "Editor",
        "https://example.org/ann",
        "ann@example.org",
        "@ann",
        "555-0178",
        "x" * 90,
    ],
)
def test_what_names_nobody_is_left_out(value: str) -> None:
    assert clean_authors([value]) == ()


def test_each_person_is_named_once() -> None:
    assert clean_authors(["Ann Lee", "by ann lee", "Ann Lee"]) == ("Ann Lee",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("• John M. Thurston, MD", ("John M. Thurston, MD",)),
        ("Tomasz Wierzba, PT", ("Tomasz Wierzba, PT",)),
        ("Dr. Ruth Okafor", ("Dr. Ruth Okafor",)),
        ("Posted by Ludwig van der Rohe", ("Ludwig van der Rohe",)),
    ],
)
def test_a_byline_names_people(line: str, names: tuple[str, ...]) -> None:
    assert byline_names(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "Understanding Trauma Slowly",
        "Ketamine’s Mechanism of Action",
        "By morning the dough has doubled.",
        "By then it was over",
        "• Bring two eggs",
        "• Facebook",
        "Text me when you arrive",
        "By and large",
        "",
    ],
)
def test_a_heading_or_a_sentence_is_no_byline(line: str) -> None:
    assert byline_names(line) == ()


def test_a_first_name_makes_a_full_name_known() -> None:
    assert is_known_name("Dr. Emily van der Lee, MD")
    assert not any(map(is_known_name, ["Slow Bread", "Emily", "Emily Marketing", "the Emily Lee"]))


def test_headings_are_no_names() -> None:
    assert not any(map(is_full_name, ["Related Topics", "Google Scholar", "SEO Copywriter", "Global Desk"]))


def test_a_group_is_told_by_its_last_word_or_as_editors() -> None:
    assert all(map(is_group, ["The Loaf Team", "Loaf Lifestyle Desk", "the Editors of Loaf"]))


def test_a_pen_name_holds_no_word_of_a_button() -> None:
    assert all(map(is_pen_name, ["Ask the Bakers", "Loafer"]))
    assert not any(map(is_pen_name, ["Share this", "All Posts", "loafer", "A Very Long Name Of Bread"]))


def test_people_are_told_apart_in_other_languages() -> None:
    assert clean_authors(["Ann Lee und Bob Day"]) == ("Ann Lee", "Bob Day")
    assert clean_authors(["Ann Lee y Bob Day"]) == ("Ann Lee", "Bob Day")
    assert clean_authors(["Ann Ortega y Lee"]) == ("Ann Ortega y Lee",)


def test_the_name_of_a_firm_is_one_name() -> None:
    assert clean_authors(["Day, Lee & Roe LLP"]) == ("Day, Lee & Roe LLP",)
    assert clean_authors(["Ann Lee, Chair of Loaf Co."])[0] == "Ann Lee"


def test_a_name_beside_an_address_for_mail_is_the_authors() -> None:
    assert clean_authors(["ann@example.org (Ann Lee)"]) == ("Ann Lee",)


@pytest.mark.parametrize("name", ["سلمى الخطيب", "สมชาย ใจดี", "मीरा शर्मा"])
def test_a_name_may_be_in_letters_that_have_no_capitals(name: str) -> None:
    assert is_full_name(name)
