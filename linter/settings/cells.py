"""Cells by the names that a user gives them: their ids, or the words by which findings name their place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ...grammar import Formats
from ...grammar.formats.format import key
from ...grammar.spelling import nearest
from ..findings import CellAddress
from ..places import SEPARATOR


class UnknownCell(ValueError):
    """A name that no table, row or cell has; `near` is the nearest one."""

    def __init__(self, wanted: str, near: str) -> None:
        super().__init__(f"no cell {wanted!r}; did you mean {near}?")
        self.wanted, self.near = wanted, near


def find_cell(wanted: str, formats: Formats) -> CellAddress:
    """The cell, row or table of a name. Raises `UnknownCell`.

    Names are like `requests/received/total` or `表三 · 本年新收 · 总计`.
    """
    by_id, by_words = _names(formats)
    if wanted in by_id:
        return by_id[wanted]
    words = {key(name): address for name, address in by_words.items()}
    if key(wanted) in words:
        return words[key(wanted)]
    raise UnknownCell(wanted, nearest(wanted, by_id if "/" in wanted or wanted.isascii() else by_words))


@lru_cache(8)
def _names(formats: Formats) -> tuple[dict[str, CellAddress], dict[str, CellAddress]]:
    by_id: dict[str, CellAddress] = {}
    by_words: dict[str, CellAddress] = {}
    for address, words in _addresses(formats):
        by_id.setdefault("/".join(filter(None, (address.table, address.row, address.column))), address)
        by_words.setdefault(SEPARATOR.join(filter(None, words)), address)
    return by_id, by_words


def _addresses(formats: Formats) -> Iterator[tuple[CellAddress, tuple[str, ...]]]:
    for format in formats:
        for table in format.tables.values():
            yield CellAddress(table.id), (table.name,)
            for row in table.rows.values():
                yield CellAddress(table.id, row.id), (table.name, row.name)
            for (row_id, _), column in table.columns.items():
                yield (
                    CellAddress(table.id, row_id, column.id),
                    (table.name, table.rows[row_id].name, column.name),
                )
