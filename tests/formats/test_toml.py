"""The reader of TOML: where values stand, and that whatever is wrong can be said in both languages."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nianbao.grammar import FormatError
from nianbao.grammar.formats.loading import OFFICIAL, FormatFlaw, parse_format
from nianbao.grammar.toml import At, Flaw, Kind, lines_of, parse_toml
from nianbao.linter.settings.formats import CHINESE_FOR_FORMATS, rules_about_equations
from nianbao.linter.settings.tables import CHINESE

from tests.linter.settings.configured import furnish, troubles

OWN = Path(__file__).with_name("own.toml").read_text("utf-8")


# ── Where values stand ──────────────────────────────────────────────────────


def values(value: Any, at: At = ()) -> Iterator[tuple[At, Any]]:
    """Every value of a file and the way to it."""
    if at:
        yield at, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from values(inner, (*at, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from values(inner, (*at, number))


@pytest.mark.parametrize("text", [*(path.read_text("utf-8") for path in OFFICIAL.glob("*.toml")), OWN])
def test_every_value_of_a_format_has_its_line(text: str) -> None:
    lines, found = text.splitlines(), lines_of(text)
    for at, value in values(parse_toml(text)):
        line = lines[found[at] - 1]
        if isinstance(value, str) and "\n" not in value:
            assert value in line, at
        elif isinstance(at[-1], str):
            assert at[-1] in line, at


KEYS = st.sampled_from(["a", "b-c", '"d.e"', "'f'", '"\\u4e00"', "甲".encode().hex()])
SCALARS = st.sampled_from(
    [
        "1", "-1.5", "true", "2026-03-31", "2026-03-31 07:32:00", '"x # ] } , = [a]"', "'\"'", '"\\" \\\\"',
        '""', "''",
        '"""a\n[b]\nc = 1 ""d"""', "'''e\n# f\n'''", '"""\\"""g"""',
    ]
)  # fmt: skip
INLINE = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(
            lambda items: f"[ # ]\n  {', # }'.join(f'{one}{chr(10)}' for one in items)}]"
        )
        | st.dictionaries(KEYS, inner.filter(lambda one: "\n" not in one), max_size=2).map(
            lambda pairs: "{ " + ", ".join(f"{key} = {one}" for key, one in pairs.items()) + " }"
        )
    ),
    max_leaves=6,
)
PAIRS = st.dictionaries(KEYS, INLINE, max_size=3).map(
    lambda pairs: "".join(f"{key} = {one}  # {key} = 0\n" for key, one in pairs.items())
)
HEADS = st.sampled_from(["[t]", "[[l]]", "[[l.m]]", "[t.u]", '[ "v" . w ]', "[[l]] # [x]", "\n# [y]\n[z]"])
FILES = st.tuples(PAIRS, st.lists(st.tuples(HEADS, PAIRS), max_size=5)).map(
    lambda parts: parts[0] + "".join(f"{head}\n{pairs}" for head, pairs in parts[1])
)


@given(FILES)
def test_every_value_of_any_file_has_a_line(text: str) -> None:
    try:
        data = parse_toml(text)
    except ValueError:  # such as a table that stands twice
        return
    found = lines_of(text)
    assert {at for at, _ in values(data)} == set(found)
    assert all(1 <= line <= text.count("\n") + 1 for line in found.values())


@given(st.text(alphabet="ab[]{}=,.\"'#\n\\ ", max_size=60))
def test_what_is_no_toml_ends_too(text: str) -> None:
    lines_of(text)


# ── What is wrong ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("kinds", [(CHINESE, (*Flaw, *Kind)), (CHINESE_FOR_FORMATS, FormatFlaw)])
def test_both_languages_name_the_same(kinds: Any) -> None:
    chinese, every = kinds
    for kind in every:
        wanted = {name for _, name, _, _ in Formatter().parse(kind.value) if name}
        named = {name for _, name, _, _ in Formatter().parse(chinese[kind]) if name}
        assert named <= wanted, kind
        assert wanted - named <= {"table"}, kind


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('rule = "NB301"', 'rule = "NB331"', "identities[4].rule：“NB331”不是核对等式的规则，可以用 NB300，"),
        ('rule = "NB301"', 'rule = "NB306"', "identities[4].rule：“NB306”不是核对等式的规则"),
        ('rule = "NB301"', 'rule = "unbalanced-requests"', "identities[4].rule：“unbalanced-requests”不是"),
        ('rule = "NB301"', "rule = 301", "identities[4].rule：“rule”应是引号里的文字，而不是 301"),
        ('id = "last_year"\n', 'id = "last_year"\nrule = "NB301"\n', "跨年度的等式不指定规则，请删去“rule”"),
        ("now = before + issued", "now = befor + issued", "没有“befor”这一列，是不是“before”"),
        ("normative + guides = all", "normative + guide = all", "没有“guide”这一行，是不是“guides”"),
        ("normative + guides = all", "normative + guides", "不是等式，请写成 a = b + c - d"),
        ("normative + guides = all", "normative * guides = all", "不是等式，请写成 a = b + c - d"),
        ("normative + guides = all", "normative + normative = all", "“normative”在等式里写了两次"),
        ("normative + guides = all", "normative + = all", "不是等式"),
        ('rows = ["received", ', 'rows = ["recieved", ', "[5].rows[1]：requests 没有“recieved”这一行"),
        ("normative + guides = all\"", "normative + guides = all\"\nrows = [\"all\"]", "over 为 rows"),
        ('id = "guides"', 'id = "normative"', "id“normative”用了两次"),
        ('id = "guides"', 'id = "Guides"', "“Guides”不能用作 id"),
        ('in = "outcome", prose', 'in = "outcom", prose', "里没有它，请补上"),
        ('added = "revised"', 'added = "revise"', "stocks[1].added：“added”不能是“revise”，可以是 before"),
        ('total = "now", added', "added", "“total”和“before”要写一个"),
        ("{requests.transferred.total}", "{requests.transfered.total}", "sentences[1]：表格里没有"),
        ("件，新闻媒体", "件{，新闻媒体", "sentences[1]：表格里没有"),
        ('roles = ["made", ""]', 'roles = ["mad"]', "columns[2].roles[1]：“roles”不能是“mad”"),
        ('rows = [{ id = "cases" }]', "rows = []", "“rows”至少要有一项"),
        ("years = { from = 2030 }", "years = { from = 2030, to = 2029 }", "years.to：“to”应是 2030 至"),
        ('name = "决定表"', "nam = 1", "没有“nam”这个配置项，是不是“name”"),
    ],
)  # fmt: skip
def test_a_clerk_is_told_in_chinese_what_is_wrong_and_where(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    folder = furnish(tmp_path)
    (folder / "formats").mkdir()
    assert old in OWN
    text = OWN.replace(old, new, 1)
    (folder / "formats" / "own.toml").write_text(text, "utf-8")
    said = troubles(folder, 'formats = "formats"\n')
    assert any(says in trouble for trouble in said), said
    line = (
        1
        + text[: OWN.index(old)].count("\n")
        + (new.count("\n") - (new.endswith("\n")) if "\n" in new else 0)
    )
    assert all("nianbao.toml 第 1 行：格式文件有误：" in trouble for trouble in said)
    assert any(f"own.toml 第 {line} 行：" in trouble for trouble in said if says in trouble), (line, said)
    assert not any(
        "{" in trouble.replace("{表.行.列}", "").replace(new, "")
        for trouble in said
        if "sentences" not in trouble
    )


def test_an_equation_that_would_hold_nowhere() -> None:
    text = OWN.replace("now = before + issued - lapsed", "now = decisions").replace(
        'id = "decisions"\nname', 'id = "decisions_"\nname'
    )
    with pytest.raises(FormatError, match="files has no column 'decisions'"):
        parse_format(text, Path("own.toml"))
    blocks = OWN.replace(
        'stocks = [{ total = "now", added = "revised" }]',
        '[[tables.blocks]]\nheader = [[{ label = "信件种类" }, { label = "信件数" }]]\n'
        'columns = [{ id = "letters", label = "信件数" }]\nrows = [{ id = "mail", label = "来信" }]',
    )
    parse_format(blocks, Path("own.toml"))
    with pytest.raises(FormatError, match="holds nowhere"):
        parse_format(blocks.replace("now = before + issued - lapsed", "now = letters"), Path("own.toml"))


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_lines() -> None:
    text = (
        OWN.replace('name = "决定表"', "")
        .replace('rule = "NB301"', 'rule = "NB999"')
        .replace('kind = "x"', "")
    )
    with pytest.raises(FormatError) as caught:
        parse_format(text, Path("formats/own.toml"), rules_about_equations())
    assert [problem.place for problem in caught.value.problems] == ["tables[2].name", "identities[4].rule"]
    first, second = str(caught.value).splitlines()
    assert first.startswith("formats/own.toml:") and first.endswith(
        "tables[2].name: 'name' is missing; add it"
    )
    assert "'NB999' is no rule about equations; use one of NB300, NB301, NB302, NB303, NB304, NB305" in second
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
