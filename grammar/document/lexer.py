"""Cut a report into tokens: lines by their shape, table cells by official labels."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ..formats.format import key
from ..formats.labels import Meaning
from ..regex import Regex
from ..spelling import TITLE_ENDINGS, garbled
from .fields import Cutter, Field
from .gluing import unglued
from .headings import Heading, find_headings
from .tokens import (
    CELL_SHAPES,
    FIGURES,
    PLAIN,
    SLIPS,
    FoundLabel,
    HeadingToken,
    LabelEntry,
    LabelsToken,
    Manuscript,
    Token,
)
from .words import TABULAR, Word, Words

_WHOLE = 5000  # characters; a whole table may stand in one line
_LABEL = 50  # characters; the longest label, with room for slips
SHORT = 80  # characters; titles, dates and names of agencies are not longer
_CUT_HEAD = 4  # characters of a label that are enough to know its column
_NEAR = 30  # fields to look ahead; most of them are blank cells
_SENTENCE = Regex(r"[。;!?]")
# The name of an agency has one of these.
_ENDS_OF_AGENCIES = (*"局厅委院镇乡处站室", "政府", "街道", "中心", "支队", "大队", "集团", "公司")
_PAGE_BEGINS = "-—–第Pp"
_HEAD = ("CAPTION", "COLUMN")
_NO_LABEL = LabelEntry("", 0, 0, "", ())


_TITLE_BEGINS = Regex(r"[^。;:,>|]*20\d\d[^。;:,>|]*[告报开度]$")
_NAMED_TITLE = Regex("标 {0,2}题 ?: *")  # in the list of what a site knows of a page


def _is_cut_head(text: str, meanings: tuple[Meaning, ...]) -> bool:
    """Tell whether a text is the label of a column without its end."""
    return len(text) >= _CUT_HEAD and any(
        meaning.kind == "COLUMN" and meaning.id.startswith(key(text)) for meaning in meanings
    )


class ReportLexer:
    """Makes the tokens of a text.

    `shapes` holds the patterns of the terminals of report.lark by name.
    """

    def __init__(self, shapes: Mapping[str, str]) -> None:
        self._cell = Regex("|".join(f"(?P<{name}>{shapes[name]})" for name in CELL_SHAPES))
        self.date = Regex(shapes["DATE"], needs="日")
        self.lines = [
            ("DATE", self.date),
            ("SUBHEADING", Regex(shapes["SUBHEADING"], needs=tuple("().、"))),
            ("AGENCY", Regex(shapes["AGENCY"], needs=_ENDS_OF_AGENCIES)),
        ]
        self.long_lines = [(name, shape) for name, shape in self.lines if name == "SUBHEADING"]
        self.title, self.page, self.numeral = (Regex(shapes[name]) for name in ("TITLE", "PAGE", "HEADING"))
        self.signed = Regex(rf"(?P<agency>{shapes['AGENCY']}) *(?P<date>{shapes['DATE']})$", ends="日)")
        self.shape = lru_cache(4096)(self._shape)
        self.cutter = Cutter(lambda text: self.shape(text) in PLAIN)

    def _shape(self, text: str) -> str:
        """Return the terminal that the text of a cell fits."""
        match = self._cell.fullmatch(text)
        return (match and match.lastgroup) or "WORDS"

    def lex(self, manuscript: Manuscript) -> list[Token]:
        return _Reading(self, manuscript).tokens()


class _Reading:
    """One pass over one text, with the table that is open as its state."""

    def __init__(self, lexer: ReportLexer, manuscript: Manuscript) -> None:
        self.lexer, self.shape = lexer, lexer.shape
        self.text = manuscript.text
        self.labels = manuscript.labels
        self.fields = unglued(lexer.cutter.cut(manuscript.text), manuscript.labels)
        self.headings = find_headings(self.fields, self.labels, lexer.numeral)
        self.words = Words(self.fields, self.labels, self.headings, lexer.shape)
        self.table: str | None = None
        self.front = True  # before the first heading
        self.row = -1  # the line of several cells whose first label or figure has been seen
        self.out: list[Token] = []
        self.run: LabelsToken | None = None  # the last labels of the table that is open
        self.label = _NO_LABEL  # the last of them

    def tokens(self) -> list[Token]:
        fields, headings = self.fields, self.headings
        index, end = 0, len(fields)
        while index < end:
            field = fields[index]
            if index in headings:
                self._headings(field, headings[index])
                # A heading may be broken over two lines.
                index += 1 if headings[index][-1].end <= field.end else 2
            elif field.cell:
                index = self._cell(index, field) if field.text else self._blanks(index, field.row)
            else:
                self.row = -1
                index = self._line(index, field)
        return self.out

    # ── Cells: between bars or tabs ─────────────────────────────────────────

    def _cell(self, index: int, field: Field) -> int:
        text, row = field.text, field.row
        last = self.label
        if (
            row == self.row
            and text == last.text
            and self.table
            and not last.cells
            and last.kind in ("ROW", "STRAY")
        ):
            return index + 1  # a merged cell repeats its label in each cell that it covers
        shape = self.shape(text)
        worded = (
            shape == "WORDS"
            or (shape in SLIPS and not self._figure_due())
            or (shape == "NOTED" and self.labels.find(text))
        )
        if worded and (meanings := self.labels.find_in(text, self.table)):
            self._emit_own(field, meanings, index + 1)
        elif worded and (label := self._strange_label(index, field)):
            self._emit_label(label, index + 1)
        elif self.table:
            if self._unlabelled(field):
                self._emit(LabelEntry("ROW", field.start, field.start, "", ()))
            self.label.cells.append(field)
        else:
            self.out.append(Token("TEXT", field.start, field.end, text))
        self.row = row
        return self._figures(index + 1) if self.table else index + 1

    def _figures(self, index: int) -> int:
        """Take the figures and blank cells that follow in the same row; they cannot be labels."""
        fields, label = self.fields, self.label
        if index == len(fields) or fields[index].row != self.row:
            return index
        end = index + fields[index].figures
        if label.kind in _HEAD and not label.cells:
            while index < end and not fields[index].text:
                index += 1
        label.cells += fields[index:end]
        return end

    def _blanks(self, index: int, row: int) -> int:
        """Take or skip a run of blank cells, and return the index after it.

        Blank cells before the label of a row stand for a spanning label; those after a label of the head are
        padding. Both are skipped.
        """
        fields = self.fields
        end = index + 1
        while end < len(fields) and fields[end].row == row >= 0 and not fields[end].text:
            end += 1
        if self.table and not (row >= 0 and self._padding(end, row)):
            self.label.cells += fields[index:end]
        return end

    def _padding(self, end: int, row: int) -> bool:
        """Tell whether the blank cells before a field are not figures of their row."""
        if row == self.row:
            return self.label.kind in _HEAD and not self.label.cells
        first = self.fields[end] if end < len(self.fields) else None
        return first is not None and first.row == row and self.shape(first.text) not in FIGURES

    def _unlabelled(self, field: Field) -> bool:
        """Tell whether a figure begins a row that lost its label, after a row that has its figures."""
        begins = 0 <= self.row != field.row >= 0 and self.table in self.labels.labelled
        return begins and any(cell.text for cell in self.label.cells)

    def _strange_label(self, index: int, field: Field) -> FoundLabel | None:
        """Return a label that opens another table, is misspelt, or is in no format."""
        meanings = self.labels.find(field.text)
        if meanings and self._opens(meanings, index + 1):
            return FoundLabel(field.start, field.end, field.text, meanings)
        meanings = self.labels.similar(field.text, self.table)
        first = field.row != self.row or (self.label.kind == "SPAN" and not self.label.cells)
        if meanings or (self.table and first):
            return FoundLabel(field.start, field.end, field.text, meanings)
        return None

    # ── Lines ───────────────────────────────────────────────────────────────

    def _line(self, index: int, field: Field) -> int:
        text = field.text
        if text[0] in _PAGE_BEGINS and self.lexer.page.fullmatch(text):
            if not self.table:
                self.out.append(Token("PAGE", field.start, field.end, text))
            return index + 1
        if self.table and len(text) <= _LABEL and self._is_cell(index, text):
            self.label.cells.append(field)
            return index + 1
        if (self.table or self.labels.may_begin_label(text)) and (
            len(text) <= TABULAR or (len(text) <= _WHOLE and not _SENTENCE.search(text))
        ):
            found = self._tabular(index) or (self._unknown_row(index, field) if self.table else None)
            if found:
                elements, after = found
                for element, following in zip(elements, [*elements[1:], None], strict=True):
                    if isinstance(element, FoundLabel):
                        self._emit_label(element, after, following)
                    else:
                        self.label.cells.append(element)
                return after
        meanings = self.labels.similar(text, None) if not self.table else ()
        if meanings:  # a misspelt caption
            self._emit_label(FoundLabel(field.start, field.end, text, meanings), index + 1)
            return index + 1
        self.table = None
        return self._prose(index, field)

    def _is_cell(self, index: int, text: str) -> bool:
        """Tell whether a line is a cell of the open table."""
        shape = self.shape(text)
        if shape in FIGURES:
            return shape in PLAIN or not self.labels.find(text)
        if shape in SLIPS:
            return self._figure_due() and not self.words.longest(index, 0)
        return shape == "WORDS" and self._among_figures(index, text)

    def _prose(self, index: int, field: Field) -> int:
        start, end, text = field.start, field.end, field.text
        short = len(text) <= SHORT
        if self.front and short:
            title = text.strip("#* ")
            if named := _NAMED_TITLE.match(title):
                title, start = title[named.end() :], start + text.index(title) + named.end()
            if self.lexer.title.fullmatch(title):
                self.out.append(Token("TITLE", start, end, title))
                return index + 1
            if _TITLE_BEGINS.match(title) and garbled(title.replace(" ", ""), TITLE_ENDINGS):
                self.out.append(Token("TITLE", start, end, title))
                return index + 1
            following = self.fields[index + 1] if index + 1 < len(self.fields) else None
            if (
                following
                and not following.cell
                and len(title) + len(following.text) <= SHORT
                and index + 1 not in self.headings
            ):
                rest = following.text.strip("#* ")
                if not self.lexer.title.fullmatch(rest) and self.lexer.title.fullmatch(title + rest):
                    self.out.append(Token("TITLE", start, following.end, title + rest))
                    return index + 2
        signed = self.lexer.signed.fullmatch(text) if short else None
        if signed:
            self.out.append(Token("AGENCY", start, start + signed.end("agency"), signed["agency"]))
            self.out.append(Token("DATE", start + signed.start("date"), end, signed["date"]))
        else:
            shapes = self.lexer.lines if short else self.lexer.long_lines
            type = next((name for name, shape in shapes if shape.fullmatch(text)), "TEXT")
            self.out.append(Token(type, start, end, text))
        return index + 1

    def _tabular(self, index: int) -> tuple[list[FoundLabel | Word], int] | None:
        """Return the labels and figures of a line and the index after them, or None for other lines.

        A label may take several lines.
        """
        field = self.fields[index]
        meanings = self.labels.whole_label(field.text) if " " not in field.text else ()
        if meanings:
            label = FoundLabel(field.start, field.end, field.text, meanings)
            if self._of_table(meanings) or self._opens(meanings, index + 1):
                return [label], index + 1
            return None
        words = self.words.of(index)
        due = self.table and (words[0].shape in FIGURES or (words[0].shape in SLIPS and self._figure_due()))
        if not due and (words[0].shape in PLAIN or not self.words.begins_label(index)):
            return None
        elements: list[FoundLabel | Word] = []
        number = 0
        while number < len(words):
            word = words[number]
            match = self.words.longest(index, number) if word.shape not in PLAIN else None
            if match:
                elements.append(
                    FoundLabel(word.start, match.end, self.text[word.start : match.end], match.meanings)
                )
                index, number = match.field, match.number
                words = self.words.of(index)
            elif word.shape in FIGURES or (word.shape in SLIPS and (elements or due)):
                elements.append(word)
                number += 1
            else:
                return None
        first = elements[0]
        following = elements[1] if len(elements) > 1 else None
        if (
            isinstance(first, FoundLabel)
            and not self._of_table(first.meanings)
            and not self._opens(first.meanings, index + 1, following)
        ):
            return None
        return elements, index + 1

    def _unknown_row(self, index: int, field: Field) -> tuple[list[FoundLabel | Word], int] | None:
        """Return a row that no format has, with figures after or below its label, and the index after it."""
        words = self.words.of(index)
        figures = len(words)
        while figures and words[figures - 1].shape in FIGURES:
            figures -= 1
        elements: list[FoundLabel | Word] = []
        number = 0
        while number < figures:
            match = self.words.longest(index, number)
            if not match or match.field != index or match.number > figures:
                break
            elements.append(
                FoundLabel(
                    words[number].start, match.end, self.text[words[number].start : match.end], match.meanings
                )
            )
            number = match.number
        if number == figures:
            return None
        start, end = words[number].start, words[figures - 1].end
        text = self.text[start:end]
        meanings = self.labels.similar(text, self.table)
        if figures == len(words):
            if _SENTENCE.search(text):
                return None
            if not _is_cut_head(text, meanings) and not self._continues(index + 1):
                # An unknown label may be broken over two lines too.
                index += 1
                rest = self.fields[index] if index < len(self.fields) else None
                if not rest or rest.cell or _SENTENCE.search(rest.text) or not self._continues(index + 1):
                    return None
                meanings = self.labels.similar(text + rest.text, self.table)
                end, text = rest.end, self.text[start : rest.end]
                if not meanings and ("," in text or len(text) > _LABEL // 2):
                    return None
        if end - start > _LABEL:
            return None
        elements.append(FoundLabel(start, end, text, meanings))
        elements += words[figures:]
        return elements, index + 1

    # ── Context ─────────────────────────────────────────────────────────────

    def _of_table(self, meanings: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
        if len(meanings) == 1:
            return meanings if meanings[0].table == self.table else ()
        return tuple([meaning for meaning in meanings if meaning.table == self.table])

    def _opens(
        self, meanings: tuple[Meaning, ...], following: int, element: FoundLabel | Word | None = None
    ) -> Meaning | None:
        """Return the meaning that opens a table: a strong one, or one whose table continues next."""
        for meaning in meanings:
            if meaning.strong:
                return meaning
        if element is None:
            element = self._next(following)
        for meaning in meanings:
            if isinstance(element, Word):
                if meaning.kind == "ROW" and element.shape == "FIGURE":
                    return meaning
            elif element and any(other.table == meaning.table for other in element.meanings):
                return meaning
        return None

    def _next(self, index: int) -> FoundLabel | Word | None:
        """Return the next figure or label from a field on, or None if other text comes first."""
        for number in range(index, min(index + _NEAR, len(self.fields))):
            field = self.fields[number]
            if number in self.headings:
                return None
            if not field.text:
                continue
            if field.cell:
                shape = self.lexer.shape(field.text)
                figure = shape in FIGURES or shape in SLIPS
                return (
                    Word(field.start, field.end, field.text, shape)
                    if figure
                    else FoundLabel(0, 0, "", self.labels.find(field.text))
                )
            if len(field.text) > TABULAR:
                return None
            word = self.words.of(number)[0]
            if word.shape in FIGURES:
                return word
            match = self.words.longest(number, 0)
            return (
                FoundLabel(0, 0, "", match.meanings)
                if match
                else word
                if word.shape in SLIPS
                else FoundLabel(0, 0, "", ())
            )
        return None

    def _figure_due(self) -> bool:
        """Tell whether the open row still lacks cells, so that a numeral is a figure and begins no label."""
        last = self.label
        if not self.table or self.table not in self.labels.labelled:
            return bool(self.table and (last.kind == "COLUMN" or last.cells))
        return last.kind == "ROW" and len(last.cells) < max(
            (self.labels.widths.get((meaning.table, meaning.id), 0) for meaning in last.meanings), default=0
        )

    def _among_figures(self, index: int, text: str) -> bool:
        """Tell whether a text stands among the figures of a table whose rows have no labels."""
        if self.table in self.labels.labelled or _SENTENCE.search(text) or self.labels.find(text):
            return False
        return any(cell.text for cell in self.label.cells) and isinstance(self._next(index + 1), Word)

    def _continues(self, index: int) -> bool:
        """Tell whether the open table continues at a field."""
        element = self._next(index)
        return isinstance(element, Word) or bool(element and self._of_table(element.meanings))

    # ── Tokens ──────────────────────────────────────────────────────────────

    def _emit_label(
        self, label: FoundLabel, following: int, element: FoundLabel | Word | None = None
    ) -> None:
        meanings = self._of_table(label.meanings)
        if label.meanings and not meanings:
            opener = self._opens(label.meanings, following, element) or label.meanings[0]
            meanings = tuple(meaning for meaning in label.meanings if meaning.table == opener.table)
            self.table, self.run = opener.table, None
            self.out.append(Token("TABLE", label.start, label.start, self.table))
        self._emit_own(label, meanings, following, element)

    def _emit_own(
        self,
        label: FoundLabel | Field,
        meanings: tuple[Meaning, ...],
        following: int,
        element: FoundLabel | Word | None = None,
    ) -> None:
        """Emit a label of the open table."""
        if len(meanings) == 1:
            kind: str = meanings[0].kind
        else:
            kind, meanings = self._kind(meanings, element or self._next(following))
        self._emit(LabelEntry(kind, label.start, label.end, label.text, meanings))

    def _emit(self, entry: LabelEntry) -> None:
        self.label = entry
        if self.run and self.run.type == entry.kind:
            self.run.entries.append(entry)
            self.run.end_pos = entry.end
        else:
            self.run = LabelsToken(entry.kind, entry.start, entry.end, "", [entry])
            self.out.append(self.run)

    @staticmethod
    def _kind(
        meanings: tuple[Meaning, ...], following: FoundLabel | Word | None
    ) -> tuple[str, tuple[Meaning, ...]]:
        """Return the terminal and meaning of a label that has several meanings or none."""
        if not meanings:
            return ("ROW" if isinstance(following, Word) else "STRAY"), meanings
        # A label may span rows in one format and be a row in another.
        # If it spans rows, the label of such a row or an unknown label comes next.
        spans = {meaning.id for meaning in meanings if meaning.kind == "SPAN"}
        spanning = isinstance(following, FoundLabel) and (
            not following.meanings or any(meaning.span in spans for meaning in following.meanings)
        )
        meaning = next((meaning for meaning in meanings if (meaning.kind == "SPAN") == spanning), meanings[0])
        return meaning.kind, (meaning,)

    def _headings(self, field: Field, headings: list[Heading]) -> None:
        self.table, self.front = None, False
        at = field.start
        for heading in headings:
            self._text(at, heading.start)
            self.out.append(
                HeadingToken(
                    "HEADING", heading.start, heading.end, self.text[heading.start : heading.end], heading
                )
            )
            at = heading.end
        if at < field.end:
            self._text(at, field.end)

    def _text(self, start: int, end: int) -> None:
        content = self.text[start:end].strip(" \t*#|").lstrip(":。 ")
        if content:
            at = self.text.index(content, start)
            self.out.append(Token("TEXT", at, at + len(content), content))
