"""No output repeats the numbers of persons in a report, nor the names beside them."""

import json
from pathlib import Path

import pytest
from nianbao.linter import Config, Source, check, examine, outputs
from nianbao.linter.annotate.remarks import remark
from nianbao.linter.baseline import entries_of
from nianbao.linter.privacy import Private, masked_number

from tests.command import nianbao
from tests.linter.outputs.cases import CLEAN, FAULTY, written

IDENTITY, MOBILE = "110101199003077758", "13912345678"
FULLWIDTH = IDENTITY.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
SAID = f"2023年，收到申请人陈小红（身份证号：{IDENTITY}，手机{MOBILE}）提出的申请,已答复。"


def report(said: str, text: str = FAULTY) -> str:
    """A report with a sentence in its last section."""
    return f"{text.rstrip()}\n\n{said}\n"


def test_sentence_is_reported() -> None:
    codes = [finding.code for finding in check(Source("a.md", report(SAID)))]
    assert codes.count("NB702") == 2


@pytest.mark.parametrize("format", outputs.FORMATS)
@pytest.mark.parametrize("number", [IDENTITY, FULLWIDTH, "110101 19900307 7758"])
@pytest.mark.parametrize("ignore", [frozenset[str](), frozenset({"NB702"})], ids=["on", "off"])
def test_no_format_repeats_a_number_or_name(format: str, number: str, ignore: frozenset[str]) -> None:
    """Whether or not the rule is switched on: other findings quote the same line."""
    source = Source("a.md", report(SAID.replace(IDENTITY, number)))
    output = written(format, [examine(source, Config(ignore=ignore))]).replace("\\", "")
    assert number not in output and MOBILE not in output and "陈小红" not in output


def test_html_page_has_no_other_way_to_the_number() -> None:
    """No control shows it, because the page would have to hold it."""
    output = written("html", [examine(Source("a.md", report(SAID)))])
    assert masked_number(IDENTITY) in output and "申请人陈**（" in output
    for part in (IDENTITY[6:14], MOBILE[3:9]):
        assert part not in output


def test_remarks_baselines_and_fingerprints() -> None:
    """Other numbers that look the same when masked have the same fingerprint."""
    one = examine(Source("a.md", report(SAID)))
    said = "\n".join(line for finding in one.findings for line in remark(finding, one, "zh"))
    said += "\n".join("\n".join(entry) for entry in entries_of(one))
    assert IDENTITY not in said and MOBILE not in said and "陈小红" not in said
    other = examine(Source("a.md", report(SAID.replace(MOBILE, "13900005678"))))
    assert [finding.fingerprint for finding in one.findings] == [
        finding.fingerprint for finding in other.findings
    ]


def test_command_hides_it_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(report(SAID), "utf-8")
    for options in ([], ["--quiet"], ["--passed"], ["--lang", "en"], ["--write-baseline", "b.json"]):
        done = nianbao("check", *options, "a.md", cwd=tmp_path)
        assert IDENTITY not in done.stdout + done.stderr and MOBILE not in done.stdout + done.stderr
    assert IDENTITY not in (tmp_path / "b.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("said", "hidden"),
    [
        (f"申请人张三（身份证号{IDENTITY}）来访。", "申请人张*（身份证号1101**********7758）来访。"),
        (f"向王大明（身份证号：{IDENTITY}）退款。", "向王**（身份证号：1101**********7758）退款。"),
        (f"姓名：欧阳小红，身份证：{IDENTITY}。", "姓名：欧***，身份证：1101**********7758。"),
        (f"赵六，{IDENTITY}，已答复。", "赵*，1101**********7758，已答复。"),
        (f"居民李小梅来电（{MOBILE}）反映。", "居民李**来电（139****5678）反映。"),
        # What is no name, or is masked already, stays.
        (f"申请人陈某（手机{MOBILE}）来访。", "申请人陈某（手机139****5678）来访。"),
        (f"申请人的身份证号{IDENTITY}。", "申请人的身份证号1101**********7758。"),
        (f"有关单位（身份证号{IDENTITY}）。", "有关单位（身份证号1101**********7758）。"),
    ],
)
def test_names_beside_numbers(said: str, hidden: str) -> None:
    private = examine(Source("a.md", report(said))).private
    assert private.hide(said) == hidden
    assert len(private.hide(said)) == len(said)


def test_part_of_a_number_is_hidden_too() -> None:
    private = examine(Source("a.md", report(SAID))).private
    assert private.hide(f"……{IDENTITY[5:]}") == "……" + "*" * 13
    assert private.hide("公开 20230101 号") == "公开 20230101 号"


def test_office_numbers_and_other_reports_are_shown() -> None:
    text = report("如有疑问，请与办公室联系（联系人：陈红，电话：13812345678）。", CLEAN)
    assert examine(Source("a.md", text)).private == Private()


def test_fix_that_would_write_the_number_is_not_shown() -> None:
    """It can still be made."""
    examined = examine(Source("a.md", report(f"申请人{IDENTITY},陈小红来访。")))
    for format in ("json", "sarif"):
        assert IDENTITY not in json.dumps(json.loads(written(format, [examined])), ensure_ascii=False)
