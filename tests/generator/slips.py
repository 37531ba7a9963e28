"""Faults of single cells and captions: what stands in a cell is no figure, or not written as one."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.generator.drafts import FORMATS, Draft, Row
from tests.generator.faults import NotApplicable, Place, Planted, blocks, fault, pick

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
LETTERS = {"0": "O", "1": "l"}
LOST = ("NB203", "NB204", "NB205", "NB207")
"""Where cells stand one to a line, or have only blanks between them, two figures are two cells."""


def _cells(draft: Draft) -> Iterator[tuple[Place, int, Row, str, str]]:
    """Filled cells with the kind of their column."""
    for place in blocks(draft):
        source = next(table for table in FORMATS[draft.format_id]["tables"] if table["id"] == place.table.id)[
            "blocks"
        ][place.index]
        kinds = {column["id"]: column.get("kind", "count") for column in source["columns"]}
        for at, row in enumerate(place.block.rows):
            for column, text in row.figures.items():
                if text:
                    yield place, at, row, column, kinds[column]


def _planted(
    draft: Draft, rng: random.Random, code: str, change: Callable[[str], str], *also: str, kind: str = "count"
) -> Planted:
    """One cell of a kind, changed; `change` returns "" where it cannot change a figure."""
    cells = [
        (place, at, row, column, new)
        for place, at, row, column, found in _cells(draft)
        if found == kind and (new := change(row.figures[column]))
    ]
    place, at, row, column, text = pick(rng, cells)
    changed = place.with_rows(at, replace(row, figures={**row.figures, column: text}))
    return place.planted(
        changed, code, *also, row=row.id, column=column, found=text, expected=row.figures[column]
    )


@fault
def words_in_cell(draft: Draft, rng: random.Random) -> Planted:
    return _planted(draft, rng, "NB209", lambda text: rng.choice(("见附件", "不适用", "若干")), *LOST)


@fault
def two_figures(draft: Draft, rng: random.Random) -> Planted:
    return _planted(
        draft,
        rng,
        "NB209",
        lambda text: f"{text[0]} {text[1:]}" if len(text) > 1 and text.isdecimal() else "",
        *LOST,
    )


@fault
def letter_for_digit(draft: Draft, rng: random.Random) -> Planted:
    def change(text: str) -> str:
        at = next((number for number, digit in enumerate(text) if digit in LETTERS), None)
        return "" if at is None or not text.isdecimal() else text[:at] + LETTERS[text[at]] + text[at + 1 :]

    return _planted(draft, rng, "NB209", change)


@fault
def negative_figure(draft: Draft, rng: random.Random) -> Planted:
    return _planted(
        draft, rng, "NB210", lambda text: rng.choice("-−") + text if text.isdecimal() and int(text) else ""
    )


@fault
def fraction(draft: Draft, rng: random.Random) -> Planted:
    return _planted(draft, rng, "NB210", lambda text: f"{text}.5" if text.isdecimal() else "")


@fault
def cell_with_unit(draft: Draft, rng: random.Random) -> Planted:
    return _planted(
        draft,
        rng,
        "NB211",
        lambda text: text + rng.choice(("件", "宗", "条", "个", "人次")) if text.isdecimal() else "",
    )


@fault
def fee_in_yuan(draft: Draft, rng: random.Random) -> Planted:
    if draft.format_id != "2021":
        raise NotApplicable
    return _planted(draft, rng, "NB211", lambda text: "25000元", kind="money")


@fault
def full_width_digits(draft: Draft, rng: random.Random) -> Planted:
    return _planted(draft, rng, "NB212", lambda text: text.translate(WIDE))


@fault
def thousands_separator(draft: Draft, rng: random.Random) -> Planted:
    return _planted(
        draft, rng, "NB212", lambda text: f"{int(text):,}" if text.isdecimal() and int(text) > 999 else ""
    )


@fault
def leading_zero(draft: Draft, rng: random.Random) -> Planted:
    return _planted(draft, rng, "NB212", lambda text: "0" + text if text.isdecimal() else "")


@fault
def chinese_numeral(draft: Draft, rng: random.Random) -> Planted:
    return _planted(draft, rng, "NB212", _numeral)


def _numeral(text: str) -> str:
    """Up to 99; 一 alone may be a dash."""
    if not text.isdecimal() or int(text) > 99 or int(text) == 1:
        return ""
    tens, ones = divmod(int(text), 10)
    ten = "十" if tens == 1 else "零一二三四五六七八九"[tens] + "十"
    return (ten if tens else "") + ("零一二三四五六七八九"[ones] if ones or not tens else "")


# ── Captions ──────────────────────────────────────────────────────────────


@fault
def misspell_caption(draft: Draft, rng: random.Random) -> Planted:
    place = pick(rng, [place for place in blocks(draft) if place.block.caption])
    right = place.block.caption
    wrong = rng.choice(
        (
            right.replace("条第", "条"),
            right.replace("项", "款"),
            right[:-1],
            right.replace(right[-3], "三"),
            right[1:],
        )
    )
    return place.planted(
        place.with_block(replace(place.block, caption=wrong)), "NB213", found=wrong, expected=right
    )


@fault
def drop_caption(draft: Draft, rng: random.Random) -> Planted:
    place = pick(rng, [place for place in blocks(draft) if place.block.caption])
    return place.planted(
        place.with_block(replace(place.block, caption="")), "NB213", expected=place.block.caption
    )


@fault
def drop_all_captions(draft: Draft, rng: random.Random) -> Planted:
    places = [place for place in blocks(draft) if place.block.caption]
    if not places:
        raise NotApplicable
    bare = replace(
        places[0].table, blocks=tuple(replace(block, caption="") for block in places[0].table.blocks)
    )
    return places[0].planted(draft.with_table(bare), "NB213")


# ── Figures that cannot be ────────────────────────────────────────────────


@fault
def rules_of_a_town(draft: Draft, rng: random.Random) -> Planted:
    """Regulations of a body that can make none."""
    if not any(sign in draft.agency for sign in "镇乡县"):
        raise NotApplicable
    place = next(place for place in blocks(draft) if place.block.rows[0].id == "rules")
    row = place.block.rows[0]
    column = list(row.figures)[-1]
    return place.planted(
        place.with_rows(0, replace(row, figures={**row.figures, column: "6"})),
        "NB214",
        row="rules",
        column=column,
        found="6",
    )


@fault
def zeros(draft: Draft, rng: random.Random) -> Planted:
    """A table left as it was in the blank template, while the prose reports requests."""
    place = next(place for place in blocks(draft) if place.table.id == "requests")
    figures = place.table.figures()
    if figures["received", "total"] in ("", "0"):
        raise NotApplicable
    emptied = draft.with_table(place.table.filled(dict.fromkeys(figures, "0")))
    # A rule that compares a sentence with the figures takes the place of the one on such tables.
    return place.planted(emptied, "NB215", "NB501", "NB502", "NB503", "NB507")
