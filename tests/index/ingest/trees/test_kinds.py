"""Which generator a folder is for is told without being said."""

from pathlib import Path

import pytest

from index.ingest.trees.kinds import tree_kind
from tests.fakes import write_blog
from tests.index.ingest.trees.trees import TEXT, entry


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"_config.yml": "title: A"}, "jekyll"),
        ({"_posts/2021-02-03-a.md": entry()}, "jekyll"),
        ({"blog/_posts/2021-02-03-a.md": entry()}, "jekyll"),
        ({"docs/_config.yml": "title: A"}, "jekyll"),
        ({"_config.yml": "title: A", "source/_posts/a.md": entry()}, "hexo"),
        ({"hugo.yaml": "baseURL: /"}, "hugo"),
        ({"config.toml": 'baseURL = "/"', "content/a.md": "a"}, "hugo"),
        ({"config/_default/hugo.toml": ""}, "hugo"),
        ({"config.toml": 'base_url = "https://a.example"'}, "zola"),
        ({"content/_index.md": "+++\n+++\n", "templates/a.html": "a"}, "zola"),
        ({"astro.config.mjs": ""}, "astro"),
        ({".eleventy.js": ""}, "eleventy"),
        ({"posts/posts.11tydata.js": "", "posts/a.md": "a"}, "eleventy"),
        ({"docusaurus.config.ts": ""}, "docusaurus"),
        ({"pelicanconf.py": ""}, "pelican"),
        ({"gatsby-config.js": ""}, "gatsby"),
        ({"writing/a.md": entry("date: 2021-02-03"), "README.md": "# A"}, "markdown"),
        ({"config.toml": 'unrelated = "x"', "a.md": TEXT}, None),
        ({"a.md": TEXT, "b.md": TEXT}, None),
        ({"a.html": "<p>a</p>", "b.html": "<p>b</p>", "c.md": entry("date: 2021-02-03")}, None),
        ({}, None),
    ],
)
def test_the_kind_is_told_by_what_is_in_the_folder(
    tmp_path: Path, files: dict[str, str | bytes], kind: str | None
) -> None:
    assert tree_kind(write_blog(tmp_path, files)) == kind


def test_a_single_file_is_no_tree(tmp_path: Path) -> None:
    assert tree_kind(write_blog(tmp_path, {"a.md": entry("date: 2021-02-03")}) / "a.md") is None
