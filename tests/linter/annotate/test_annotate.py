"""Copies with marks: every finding stands at its place, and the text keeps its words and its look."""

from __future__ import annotations

import os
import random
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from nianbao.grammar import Span, official_formats
from nianbao.linter import Config, ReadError
from nianbao.linter.annotate import annotate, to_mark
from nianbao.linter.annotate.remarks import remark
from nianbao.linter.engine import Examination, examine
from nianbao.linter.findings import Waiver
from nianbao.linter.readers import from_bytes
from nianbao.linter.readers.docx.package import w

from tests.command import nianbao
from tests.generator import FAULTS, Draft, NotApplicable, draft, random_figures
from tests.generator.docx import packed, unzipped, word, zipped
from tests.generator.html import HTML_STYLES, render_html
from tests.linter.readers.markup import BOX, OUTLINE, control, item, num, p, table, tc, tr
from tests.linter.readers.test_docx_parity import office

CHANGED = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def spoiled(rng: random.Random) -> Draft:
    """A report with several faults; not all figures can have them."""
    while True:
        one = draft(rng, random_figures(rng, "2021"))
        with suppress(NotApplicable):
            for name in ("total-zero", "misspell-row-label", "heading-synonym", "drop-row"):
                one = FAULTS[name](one, rng).draft
            return one


def faulty(seed: int, noise: float = 0.0) -> bytes:
    rng = random.Random(seed)
    return word(spoiled(rng), rng, noise)


def examined(data: bytes, name: str = "a.docx") -> Examination:
    return examine(from_bytes(data, name))


def commented(data: bytes) -> bytes:
    return annotate(data, examined(data), "zh")


def looks(data: bytes) -> list[tuple[str, str]]:
    """Every character of a document, or other thing in a run, and how it is formatted."""
    root = etree.fromstring(unzipped(data)["word/document.xml"])
    found: list[tuple[str, str]] = []
    for run in root.iter(w("r")):
        properties = run.find(w("rPr"))
        look = etree.tostring(properties).decode() if properties is not None else ""
        for child in run:
            if child.tag == w("t"):
                found += [(character, look) for character in child.text or ""]
            elif child.tag not in (w("rPr"), w("commentReference")):
                found.append((etree.tostring(child, with_tail=False).decode(), look))
    return found


def marked(data: bytes) -> dict[int, str]:
    """The text that each comment is about, by its id."""
    root = etree.fromstring(unzipped(data)["word/document.xml"])
    texts: dict[int, str] = {}
    open: set[int] = set()
    for element in root.iter():
        if element.tag == w("commentRangeStart"):
            id = int(element.get(w("id"), ""))
            open.add(id)
            texts[id] = ""
        elif element.tag == w("commentRangeEnd"):
            open.remove(int(element.get(w("id"), "")))
        elif element.tag == w("t"):
            for id in open:
                texts[id] += element.text or ""
    assert not open
    return texts


def remarks(data: bytes) -> dict[int, list[str]]:
    """The lines of each comment by its id, as python-docx reads them."""
    document = Document(BytesIO(data))
    return {
        comment.comment_id: [paragraph.text for paragraph in comment.paragraphs]
        for comment in document.comments
    }


# ── Word ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", range(8))
def test_every_finding_is_a_comment_on_its_own_characters(seed: int) -> None:
    data = faulty(seed)
    examination = examined(data)
    copy = annotate(data, examination, "zh")
    source = examination.source
    assert source and len(examination.findings) >= 4
    texts, said = marked(copy), remarks(copy)
    for id, finding in enumerate(examination.findings):
        assert (
            said[id] == remark(finding, examination, "zh")
            and finding.message in said[id][0]
            and finding.code in said[id][-1]
        )
        quoted = source.quote(finding.span) if finding.span else ""
        if finding.problem.cell and finding.problem.cell.column:
            assert texts[id] == quoted
        assert texts[id] and (texts[id] in quoted or quoted in texts[id])
    assert [text for text, _ in looks(copy)] == [text for text, _ in looks(data)] and looks(copy) == looks(
        data
    )
    assert from_bytes(copy, "a.docx").original == source.original


def test_only_the_parts_that_must_change_do() -> None:
    data = faulty(1)
    before, after = unzipped(data), unzipped(commented(data))
    assert {name for name in after if after[name] != before.get(name)} == CHANGED
    assert commented(data) == commented(data)


def test_the_comments_name_author_figures_fixes_and_rule() -> None:
    data = faulty(2)
    document = Document(BytesIO(commented(data)))
    assert {(comment.author, comment.initials) for comment in document.comments} == {("nianbao", "年")}
    texts = ["\n".join(paragraph.text for paragraph in comment.paragraphs) for comment in document.comments]
    (total,) = [text for text in texts if "总计" in text.splitlines()[0] and "应为：" in text]
    assert (
        "【错误】" in total
        and "现为：0" in total
        and "可改（需人工确认）：" in total
        and "依据：由表三表头" in total
    )
    english = annotate(data, replace(examined(data)), "en")
    assert all("rule: NB" in lines[-1] for lines in remarks(english).values())


def test_comments_that_are_there_stay_and_are_counted_on_from() -> None:
    data = faulty(3)
    document = Document(BytesIO(data))
    mine = document.add_comment(document.paragraphs[0].runs, "请核对", "王五", "王")
    stream = BytesIO()
    document.save(stream)
    copy = commented(stream.getvalue())
    said = remarks(copy)
    assert said[mine.comment_id] == ["请核对"] and len(said) == 1 + len(examined(data).findings)
    assert sorted(said) == list(range(len(said))) and set(marked(copy)) == set(said)
    again = commented(copy)
    assert (
        len(remarks(again)) == 2 * len(said) - 1
        and from_bytes(again, "a.docx").original == from_bytes(data, "a.docx").original
    )


@settings(max_examples=40)
@given(
    st.integers(0, 5), st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 40)), min_size=1, max_size=6)
)
def test_any_range_can_be_marked(seed: int, ranges: list[tuple[int, int]]) -> None:
    """In documents full of fields, controls and changes, with marks that overlap."""
    data = faulty(seed, noise=0.5)
    examination = examined(data)
    source = examination.source
    assert source
    spans = [
        Span(at := start % len(source.text), min(at + length, len(source.text))) for start, length in ranges
    ]
    findings = tuple(replace(examination.findings[0], span=span) for span in spans)
    copy = annotate(data, replace(examination, findings=findings), "zh")
    assert looks(copy) == looks(data) and len(marked(copy)) == len(spans)
    assert from_bytes(copy, "a.docx").original == source.original


def body(*blocks: str) -> str:
    """A report of the format in force with blocks in place of its second section."""
    first, second, *_ = official_formats()[-1].sections
    return (
        p("青禾县民政局2025年政府信息公开工作年度报告")
        + p(first.heading)
        + p("公开了信息。")
        + p(second.heading)
        + "".join(blocks)
    )


def mark_at(data: bytes, text: str, length: int | None = None) -> bytes:
    """A copy with one mark, at the first place where a text stands."""
    examination = examined(data)
    assert examination.source
    at = examination.source.text.index(text)
    span = Span(at, at + (len(text) if length is None else length))
    return annotate(data, replace(examination, findings=(replace(examination.findings[0], span=span),)), "zh")


def test_a_run_is_cut_and_keeps_its_look() -> None:
    look = "<w:rPr><w:b/></w:rPr>"
    data = packed(body(p(f"<w:r>{look}<w:t>全年办理</w:t><w:tab/><w:t>申请12件。</w:t></w:r>")))
    copy = mark_at(data, "12")
    assert marked(copy) == {0: "12"} and looks(copy) == looks(data)
    cut = unzipped(copy)["word/document.xml"].decode()
    assert (
        f'<w:r>{look}<w:t xml:space="preserve">12</w:t></w:r><w:commentRangeEnd '
        f'w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:r>{look}'
    ) in cut


def test_controls_and_fields_are_not_cut() -> None:
    data = packed(body(p("共", control("<w:r><w:t>公开12件信息</w:t></w:r>"), "。")))
    copy = mark_at(data, "12件")
    assert marked(copy) == {0: "公开12件信息"} and looks(copy) == looks(data)


def test_blank_cells_numbers_boxes_and_notes_are_marked_where_a_comment_can_stand() -> None:
    format = official_formats()[-1].tables["disclosure"].blocks[0]
    rows = [tr(tc(row.label), *(tc(figure) for figure in ("0", "", "0"))) for row in format.rows]
    data = packed(body(table(tr(*(tc(label) for label in format.labels)), *rows)))
    copy = annotate(data, examine(from_bytes(data, "a.docx"), Config(select=frozenset({"NB208"}))), "zh")
    root = etree.fromstring(unzipped(copy)["word/document.xml"])
    blank = [
        [[one.tag for one in cell.iter(w("commentReference"))] for cell in row.iter(w("tc"))]
        for row in root.iter(w("tr"))
    ][1:]
    assert blank == [[[], [], [w("commentReference")], []]] * len(rows)
    # The number is not in the file, so its paragraph is marked.
    numbered = packed(body(item("甲乙丙", 1)), numbering=OUTLINE + num(1, 0))
    assert marked(mark_at(numbered, "一、甲乙丙", 2)) == {0: "甲乙丙"}
    boxed = packed(body(p("外面", f"<w:r><w:drawing>{BOX.format(p('框里'))}</w:drawing></w:r>")))
    copy = mark_at(boxed, "框里")
    assert marked(copy) == {0: "外面"}
    (box,) = etree.fromstring(unzipped(copy)["word/document.xml"]).iter(w("txbxContent"))
    assert not list(box.iter(w("commentRangeStart")))


def test_waived_findings_are_not_marked_and_none_leave_the_file_as_it_is() -> None:
    data = faulty(4)
    examination = examined(data)
    waived = tuple(replace(finding, waived=Waiver("comment", "已说明")) for finding in examination.findings)
    assert annotate(data, replace(examination, findings=waived), "zh") == data
    assert len(to_mark(replace(examination, findings=(*waived[1:], examination.findings[0])))) == 1


def test_macros_pictures_and_stranger_parts_are_kept() -> None:
    files = unzipped(faulty(5))
    types = (
        files["[Content_Types].xml"]
        .replace(b"document.main+xml", b"x")
        .replace(b"wordprocessingml.x", b"wordprocessingml.document.main+xml")
    )
    files |= {
        "[Content_Types].xml": types,
        "word/vbaProject.bin": b"\xd0\xcf macros",
        "word/media/image1.png": os.urandom(2000),
    }
    data = zipped(files)
    copy = annotate(data, examined(data, "a.docm"), "zh")
    after = unzipped(copy)
    assert (
        after["word/vbaProject.bin"] == files["word/vbaProject.bin"]
        and after["word/media/image1.png"] == files["word/media/image1.png"]
    )
    assert list(after)[: len(files)] == list(files)


def test_a_file_that_changed_meanwhile_or_is_strict_is_refused() -> None:
    data = faulty(6)
    with pytest.raises(ReadError, match="changed"):
        annotate(faulty(7), examined(data), "zh")
    namespaces = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    strict = zipped({name: content.replace(*namespaces) for name, content in unzipped(data).items()})
    with pytest.raises(ReadError, match="Strict"):
        commented(strict)


def test_libreoffice_reads_the_comments_where_they_stand(tmp_path: Path) -> None:
    files = []
    for seed in range(3):
        files.append(tmp_path / f"{seed}.docx")
        files[-1].write_bytes(commented(faulty(seed)))
    office(tmp_path, "fodt", files=files)
    for file in files:
        root = etree.parse(tmp_path / "out" / f"{file.stem}.fodt").getroot()
        name = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"
        said = ["".join(map(str, annotation.itertext())) for annotation in root.iter(name)]
        assert len(said) == len(list(root.iter(f"{name}-end"))) == len(remarks(file.read_bytes()))
        for lines in remarks(file.read_bytes()).values():
            assert any(all(line in text for line in lines) for text in said)


# ── Web pages ─────────────────────────────────────────────────────────────────

PUT_IN = re.compile(
    r'<section id="nianbao">.*?</section>|<mark class="nianbao [a-z]+" title="[^"]*">|</mark>'
    r'|<sup class="nianbao">.*?</sup>|<span id="nianbao-\d+"></span>',
    re.DOTALL,
)


def pages() -> Iterator[tuple[str, str]]:
    for seed in range(12):
        rng = random.Random(seed)
        style = HTML_STYLES[seed % len(HTML_STYLES)]
        yield f"{seed} {style}", render_html(spoiled(rng), style, rng)


def test_a_page_is_as_it_was_but_for_marks_and_the_list() -> None:
    for name, page in pages():
        data = page.encode()
        examination = examined(data, "a.html")
        copy = annotate(data, examination, "zh").decode()
        assert PUT_IN.sub("", copy) == page, name
        for number, finding in enumerate(examination.findings, 1):
            assert f'href="#nianbao-{number}"' in copy and copy.count(f'id="nianbao-{number}"') == 1, name
            assert finding.message in unescape(copy), name


def plain_page(*blocks: str, head: str = '<meta charset="utf-8">') -> str:
    first, *_ = official_formats()[-1].sections
    text = "".join(
        f"<p>{block}</p>" for block in ("青禾县民政局2025年政府信息公开工作年度报告", first.heading, *blocks)
    )
    return (
        f"<!DOCTYPE html>\n<html><head>{head}<title>年报</title></head>\n<body class='a>b'>\n"
        f"{text}</body></html>"
    )


def test_what_a_report_says_stays_text() -> None:
    page = plain_page(
        "公开了&lt;script&gt;alert(1)&lt;/script&gt;信息，电话：XX&lt;b&gt;",
        "20XX年&quot; onmouseover=&quot;x",
    )
    copy = annotate(page.encode(), examined(page.encode(), "a.html"), "zh").decode()
    assert PUT_IN.sub("", copy) == page and "<script" not in copy and 'onmouseover="' not in copy
    assert copy.index("<section") > copy.index("<body") and copy.index("<section") < copy.index("<p>")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_a_page_keeps_its_encoding(encoding: str) -> None:
    page = plain_page("20XX年。", head=f'<meta charset="{encoding}">')
    data = page.encode(encoding)
    copy = annotate(data, examined(data, "a.html"), "zh")
    assert PUT_IN.sub("", copy.decode(encoding)) == page and copy[:2] == data[:2]


# ── The command ───────────────────────────────────────────────────────────────


def test_the_command_writes_a_copy_and_says_how_many(tmp_path: Path) -> None:
    file = tmp_path / "年报.docx"
    file.write_bytes(data := faulty(1))
    run = nianbao("annotate", file, "-o", tmp_path / "批注.docx", "--no-config")
    count = len(remarks((tmp_path / "批注.docx").read_bytes()))
    assert (
        (run.returncode, run.stdout) == (0, "")
        and f"标出 {count} 处问题" in run.stderr
        and "核对等式" in run.stderr.splitlines()[-1]
    )
    assert file.read_bytes() == data and sorted(path.name for path in tmp_path.iterdir()) == [
        "年报.docx",
        "批注.docx",
    ]
    run = nianbao(
        "annotate", file, "-o", tmp_path / "三.docx", "--select", "NB3", "--lang", "en", "--no-config"
    )
    assert run.returncode == 0 and "1 findings are marked" in run.stderr


@pytest.mark.parametrize(
    ("name", "output", "content", "words"),
    [
        ("a.docx", "a.docx", b"", "输出文件就是原文件"),
        ("a.docx", "there.docx", b"", "文件已经存在"),
        ("a.docx", "b.pdf", b"", "请以 .docx 结尾"),
        ("a.docx", "none/b.docx", b"", "没有文件夹"),
        ("a.docx", "folder.docx", b"", "这是文件夹"),
        ("a.md", "b.md", b"# a", "不能标注“.md”文件"),
        ("none.docx", "b.docx", None, "没有这个文件"),
        ("a.docx", "b.docx", b"PK\x03\x04", "已损坏"),
        ("a.docx", "b.docx", packed(p("通知")), "没有找到一份年度报告"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_nothing(
    tmp_path: Path, name: str, output: str, content: bytes | None, words: str
) -> None:
    (tmp_path / "there.docx").write_bytes(b"there")
    (tmp_path / "folder.docx").mkdir()
    if content is not None:
        (tmp_path / name).write_bytes(content or faulty(1))
    before = sorted(tmp_path.iterdir())
    run = nianbao("annotate", name, "-o", output, "--no-config", cwd=tmp_path)
    assert run.returncode == 2 and words in run.stderr and "Traceback" not in run.stderr
    assert sorted(tmp_path.iterdir()) == before and (tmp_path / "there.docx").read_bytes() == b"there"


def test_force_replaces_a_copy_or_the_file_itself(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(faulty(1))
    (tmp_path / "b.docx").write_bytes(b"old")
    for output in ("b.docx", "a.docx"):
        assert (
            nianbao("annotate", "a.docx", "-o", output, "--force", "--no-config", cwd=tmp_path).returncode
            == 0
        )
        assert zipfile.is_zipfile(tmp_path / output) and remarks((tmp_path / output).read_bytes())
