"""Another agency or year through a whole report, in a real server."""

from __future__ import annotations

import re

import pytest

from tests.lsp.client import RawClient
from tests.lsp.page import Page


def test_another_agency_through_the_report(page: Page) -> None:
    for number in range(3):
        place = page.buffer.at("松陵县水利局", 2, number)
        assert page.ask("prepareRename", place) == {
            "range": page.buffer.range("松陵县水利局", number),
            "placeholder": "松陵县水利局",
        }
    edit = page.ask("rename", page.buffer.at("松陵县水利局", 2), newName="青禾县民政局")
    text = page.after({"edit": edit})
    assert text == page.buffer.text.replace("松陵县水利局", "青禾县民政局")


def test_another_year_through_the_report(page: Page) -> None:
    place = page.buffer.at("2023年政府信息", 1)
    assert page.ask("prepareRename", place)["placeholder"] == "2023"
    text = page.after({"edit": page.ask("rename", place, newName="2024")})
    assert text == page.buffer.text.replace("2023", "2024")
    assert "国办公开办函〔2021〕30号" in text and "2024年1月13日" in text


def test_years_of_other_things_stay(server: RawClient, sound: str) -> None:
    text = re.sub("2023", "2019", sound).replace(
        "制发公文时", "根据2019年5月15日起施行的《中华人民共和国政府信息公开条例（2019年修订）》，制发公文时"
    )
    page = Page(server, "law.md", text)
    after = page.after({"edit": page.ask("rename", page.buffer.at("2019年政府信息", 1), newName="2020")})
    assert "2019年5月15日起施行" in after and "（2019年修订）" in after
    assert after.count("2019") == 2


@pytest.mark.parametrize(
    ("part", "name"),
    [("松陵县水利局", " "), ("松陵县水利局", "a|b"), ("2023年政府信息", "23"), ("2023年政府信息", "去年")],
)
def test_names_that_are_none_are_refused_in_plain_words(page: Page, part: str, name: str) -> None:
    asked = {"textDocument": {"uri": page.uri}, "position": page.buffer.at(part, 1), "newName": name}
    error = page.server.answer(page.server.ask("textDocument/rename", asked))["error"]
    assert error["code"] == -32803
    assert re.search("机关名称|年份", error["message"])


def test_what_is_neither_name_nor_year_cannot_be_renamed(page: Page) -> None:
    assert page.ask("prepareRename", page.buffer.at("便民服务中心")) is None
    assert page.ask("prepareRename", page.buffer.at("〔2021〕", 2)) is None
