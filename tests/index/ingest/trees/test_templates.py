"""What generators add to Markdown does not reach the text, and code stays code."""

# ruff: noqa: E501 - a made-up tree reads best when it is not broken

import time

import hypothesis
import pytest
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.ingest.trees.templates import EVERY_SYNTAX, MDX, without_templates


def words(markdown: str, syntaxes: frozenset[str] = EVERY_SYNTAX) -> str:
    """The words that are left, one space between them."""
    return " ".join(without_templates(markdown, syntaxes).split())


def code(markdown: str) -> list[str]:
    """The code blocks that a reader would see."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    return [token.content for token in tokens if token.type in ("fence", "code_block")]


@pytest.mark.parametrize(
    ("markdown", "left"),
    [
        ('Rye {% include figure.html src="a.jpg" %}bread', "Rye bread"),
        ("Rye {%- if page.x -%}bread{% else %} cake{% endif %}", "Rye bread cake"),
        ("See [the loaf]({% post_url 2020-01-02-loaf %}).", "See [the loaf](#)."),
        ('See [the loaf]({{ "/loaf/" | url }}).', "See [the loaf](#)."),
        ("See [the loaf]({{ site.baseurl }}/loaf).", "See [the loaf](/loaf)."),
        ("[loaf]: {% link _posts/x.md %}\n\n[loaf]", "[loaf]: # [loaf]"),
        ("A {% comment %}secret{% endcomment %}B", "A B"),
        ("{% quote Ann Lee %}Rye is best.{% endquote %}", "Rye is best."),
        ("{% blockquote Ann Lee, Loaves %}\nRye is best.\n{% endblockquote %}", "Rye is best."),
        ("Rye\n{: .wide #rye }\nbread{:target=\"_blank\"}", "Rye bread"),
        ("* Contents\n{:toc}\n\nRye", "Rye"),
        ("## Rye {#rye}\n\nBread ![a](b.jpg){.wide} {curly} here", '## Rye <a id="rye"></a> Bread ![a](b.jpg) {curly} here'),
        ("{% raw %}{{ kept }}{% endraw %} and {{ gone }}", "{{ kept }} and"),
        ("{# a remark #}Rye", "Rye"),
        ("Rye\n\n<!--more-->\n\nbread <!-- truncate -->", "Rye bread"),
        ("{{< figure src=\"a.jpg\" caption=\"A *loaf* of rye\" >}}", "A *loaf* of rye"),
        ("{{< tweet user=\"x\" id=\"1\" >}}Rye", "Rye"),
        ("{{% note %}}Rye **bread**{{% /note %}}", "Rye **bread**"),
        ("[loaf]({{< ref \"loaf.md\" >}})", "[loaf](#)"),
        ("{{</* figure */>}} is a shortcode", "{{< figure >}} is a shortcode"),
        ("{{< mermaid >}}graph TD{{< /mermaid >}}Rye", "Rye"),
        ("{{ youtube(id=\"x\") }}Rye {% aside() %}bread{% end %}", "Rye bread"),
        (":::note\n\nRye bread\n\n:::", "Rye bread"),
        (":::tip[Mind this]\nRye\n:::", "Mind this Rye"),
        ("> [!WARNING]\n> Hot.", "> > Hot."),
        ('!!! note "Mind this"\n\n    Hot steam.\n\nRye', "Mind this Hot steam. Rye"),
        ("[[toc]]\n\nRye", "Rye"),
        ("100% {of} {rye}, a {{", "100% {of} {rye}, a {{"),
    ],
)  # fmt: skip
def test_only_the_words_are_left(markdown: str, left: str) -> None:
    assert words(markdown) == left


@pytest.mark.parametrize(
    ("markdown", "blocks"),
    [
        ("A\n\n{% highlight ruby linenos %}\nputs {{ x }}\n\n    deep\n{% endhighlight %}\n\nB", ["puts {{ x }}\n\n    deep\n"]),
        ("{% highlight liquid %}{% raw %}\n{% if x %}\n{% endraw %}{% endhighlight %}", ["{% if x %}\n"]),
        ("{% codeblock Title lang:js %}\nlet a;\n{% endcodeblock %}", ["let a;\n"]),
        ("{{< highlight go \"linenos=table\" >}}\nfunc main() {}\n{{< /highlight >}}", ["func main() {}\n"]),
        ("{% highlight md %}\n```\nx\n```\n{% endhighlight %}\n\nAfter", ["```\nx\n```\n"]),
        ("1. One\n\n   {% highlight sh %}\nls\n{% endhighlight %}\n\nAfter", ["ls\n"]),
        ("```liquid\n{% if x %}{{ y }}{: .z}\n```", ["{% if x %}{{ y }}{: .z}\n"]),
        ("Rye\n\n    {% if x %}\n    {% raw %}\n", ["{% if x %}\n{% raw %}\n"]),
        ("~~~\n{% highlight %}\n~~~\nx {% endhighlight %}", ["{% highlight %}\n"]),
        ("- a\n\n  ```\n  {{< x >}}\n  ```\n", ["{{< x >}}\n"]),
        ("{% raw %}\n```yaml\na: ${{ b }}\n```\n{% endraw %}", ["a: ${{ b }}\n"]),
    ],
)  # fmt: skip
def test_code_is_code_and_is_left_as_it_was(markdown: str, blocks: list[str]) -> None:
    assert code(without_templates(markdown)) == blocks


@pytest.mark.parametrize(
    "span", ["`{% if x %}`", "``{{ a ` b }}``", "<code>{{ x }}</code>", "`{% highlight %}`"]
)
def test_code_in_running_text_is_left_as_it_was(span: str) -> None:
    assert without_templates(f"Write {span} for {{{{ x }}}}it.") == f"Write {span} for it."


def test_raw_in_code_is_seen_by_nobody_where_liquid_is_used() -> None:
    markdown = "Write `{% raw %}{{ x }}{% endraw %}`:\n\n```\n{% raw %}{% if a %}{% endraw %}\n```\n"
    assert without_templates(markdown, frozenset({"liquid"})) == "Write `{{ x }}`:\n\n```\n{% if a %}\n```\n"
    assert without_templates(markdown) == markdown


def test_mathematics_is_no_template_where_nobody_uses_liquid() -> None:
    assert without_templates("$x^{{2}}$ {{< x >}}", frozenset({"hugo"})) == "$x^{{2}}$ "


@pytest.mark.parametrize(
    ("markdown", "left"),
    [
        ("import A from '../A.astro';\nimport { B } from \"b\"\n\nRye", "Rye"),
        ("export const meta = {\n  a: 1,\n\n  b: 2,\n};\n\nRye", "Rye"),
        ("Goods we import and\nexport daily.", "Goods we import and export daily."),
        ("<Note type=\"tip\" size={2}>Rye **bread**</Note>", "Rye **bread**"),
        ("<Chart data={[{ a: '>' }]} />Rye", "Rye"),
        ("Rye{' '}bread{/* truncate */} costs {price}.", "Rye bread costs ."),
        ("<div style={{color: 'red'}}>Rye</div>", "Rye</div>"),
        ("a < b and <b>bold</b>", "a < b and <b>bold</b>"),
        ("It's 5 < 6, {isn't} it", "It's 5 < 6, it"),
        ("`<Note>` and ```{x}```", "`<Note>` and ```{x}```"),
        ("```jsx\nimport A from 'a';\n<A b={1} />\n```", "```jsx import A from 'a'; <A b={1} /> ```"),
    ],
)  # fmt: skip
def test_components_are_gone_and_their_words_stay(markdown: str, left: str) -> None:
    assert words(markdown, MDX) == left


def test_what_is_indented_inside_a_component_is_no_code() -> None:
    markdown = "<Tabs>\n\n    <Tab>\n\n      Rye bread.\n\n      ```js\n      let a;\n      ```\n\n    </Tab>\n\n</Tabs>\n"
    assert code(without_templates(markdown, MDX)) == ["let a;\n"]


_NOISE = st.sampled_from(
    ["Rye {{ x }} bread.", "{% if a %}", "{% endif %}", "{{< tweet 1 >}}", "{{% note %}}", "{: .wide}", "- item", "## Head {#h}",
     "`{{ a }}` and `b", "<!--more-->", ":::note", "> quoted {{ q }}", "{% include x.html %}", "{{", "%}", "{% raw", "![a](b){.c}", ""]
)  # fmt: skip
_LINE = st.text(st.sampled_from("ab {}%<>`:#\"'é\t|-"), max_size=30).filter(lambda line: "```" not in line)


@hypothesis.given(st.lists(st.tuples(_NOISE, st.lists(_LINE, max_size=5)), min_size=1, max_size=5))
@hypothesis.settings(max_examples=300)
def test_code_fences_come_out_byte_for_byte(parts: list[tuple[str, list[str]]]) -> None:
    fences = ["```x\n" + "".join(f"{line}\n" for line in lines) + "```\n" for _, lines in parts]
    markdown = "".join(f"{noise}\n\n{fence}\n" for (noise, _), fence in zip(parts, fences, strict=True))
    left = without_templates(markdown)
    at = 0
    for fence in fences:
        at = left.find(fence, at)
        assert at >= 0, fence
        at += len(fence)


@hypothesis.given(
    st.text(st.sampled_from("ab {}%<>`/:#-!\n\"'\\[]()$"), max_size=200), st.sampled_from([EVERY_SYNTAX, MDX])
)
@hypothesis.settings(max_examples=500)
def test_no_text_is_too_broken(markdown: str, syntaxes: frozenset[str]) -> None:
    assert isinstance(without_templates(markdown, syntaxes), str)


@pytest.mark.parametrize(
    "unit",
    ["{{< ", "{% ", "{{ ", "{% highlight x %}", "{: ", "<A ", "{", "`", "```\n", "<pre>", "<!--", "[^", "{% raw %}", " ", "::: ", "!!! a\n", "- "],
)  # fmt: skip
@pytest.mark.parametrize("syntaxes", [EVERY_SYNTAX, MDX])
def test_a_text_made_to_be_slow_is_not(unit: str, syntaxes: frozenset[str]) -> None:
    started = time.monotonic()
    without_templates(unit * (30_000 // len(unit)), syntaxes)
    assert time.monotonic() - started < 5
