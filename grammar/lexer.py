"""Tokens of a report: lines by their shape, table cells by the official words among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lark.common import LexerConf
from lark.lexer import Lexer

from .atoms import TABULAR, Atom, Atoms
from .headings import Heading, find_headings
from .pieces import Piece, cut
from .tokens import BEHIND_FIGURES, CELL_SHAPES, FIGURES, PLAIN, SLIPS, Found, Manuscript, Token
from .words import Kind, Word

_WHOLE = 5000  # a whole table may stand in one line
_LABEL = 50  # characters of the longest label, with room for slips
_TITLE = 80
_NEAR = 30  # pieces to look ahead, most of them blank cells
_SENTENCE = re.compile(r"[。;!?]")


class ReportLexer(Lexer):
    """Lark's custom lexer: takes its shapes from the terminals of report.lark."""

    def __init__(self, conf: LexerConf) -> None:
        shapes = {terminal.name: terminal.pattern.to_regexp() for terminal in conf.terminals}
        self._cell = re.compile("|".join(f"(?P<{name}>{shapes[name]})" for name in CELL_SHAPES))
        self.lines = {name: re.compile(shapes[name]) for name in ("DATE", "SUBHEADING", "AGENCY")}
        self.title, self.page, self.numeral = (re.compile(shapes[name]) for name in ("TITLE", "PAGE", "HEADING"))
        self.signed = re.compile(rf"(?P<agency>{shapes['AGENCY']}) *(?P<date>{shapes['DATE']})")
        self.shape = lru_cache(4096)(self._shape)

    def _shape(self, text: str) -> str:
        """The terminal that a cell's text fits."""
        match = self._cell.fullmatch(text)
        return (match and match.lastgroup) or "WORDS"

    def lex(self, manuscript: Manuscript) -> Iterator[Token]:  # type: ignore[override]  # Lark passes on what it was given
        return iter(_Reading(self, manuscript).tokens())


class _Reading:
    """One pass over one text. The only state is the table that is open, if any."""

    def __init__(self, lexer: ReportLexer, manuscript: Manuscript) -> None:
        self.lexer = lexer
        self.text = manuscript.text
        self.words = manuscript.words
        self.pieces = cut(manuscript.text)
        self.headings = find_headings(self.pieces, self.words, lexer.numeral)
        self.atoms = Atoms(self.pieces, self.words, self.headings, lexer.shape)
        self.table: str | None = None
        self.front = True  # before the first heading
        self.row = -1  # the line of several cells whose first label or figure has been seen
        self.ahead = -1, False  # of the last row that was looked ahead into: whether it begins with a label
        self.out: list[Token] = []

    def tokens(self) -> list[Token]:
        index = 0
        while index < len(self.pieces):
            piece = self.pieces[index]
            if index in self.headings:
                self._headings(piece, self.headings[index])
                end = self.headings[index][-1].end
                index += 1 if end <= piece.end else 2  # a heading may be broken over two lines
            elif piece.cell:
                index = self._cell(index, piece)
            else:
                self.row = -1
                index = self._line(index, piece)
        return self.out

    # ── Cells: between bars or tabs ─────────────────────────────────────────

    def _cell(self, index: int, piece: Piece) -> int:
        shape = self.lexer.shape(piece.text)
        if shape == "BLANK":
            return self._blank(index, piece)
        if piece.row == self.row and piece.text == self.out[-1].text and self.out[-1].type in ("ROW", "STRAY"):
            return index + 1  # a merged label is repeated in each cell that it covers
        worded = shape == "WORDS" or (shape in SLIPS and not self._figure_due()) or (shape == "NOTED" and self.words.find(piece.text))
        label = self._label_of(index, piece) if worded else None
        if label:
            self._emit_label(label, index + 1)
        elif self.table:
            if self._unlabelled(piece):
                self.out.append(Token("ROW", piece.start, piece.start))
            self._emit_cell(piece)
        else:
            self.out.append(Token("TEXT", piece.start, piece.end, piece.text))
        self.row = piece.row
        return self._figures(index + 1) if self.table and not label else index + 1

    def _figures(self, index: int) -> int:
        """The figures and blank cells that follow a figure in the same row: nothing else can be meant by them."""
        pieces, shape, row, last = self.pieces, self.lexer.shape, self.row, self.out[-1]
        while index < len(pieces) and pieces[index].row == row >= 0 and shape(pieces[index].text) in BEHIND_FIGURES:
            last.cells.append(pieces[index])
            last.end_pos = pieces[index].end
            index += 1
        return index

    def _blank(self, index: int, piece: Piece) -> int:
        # Blank cells before the label of a row stand for labels that span it, those behind a label of the head pad its row.
        if piece.row >= 0:
            padding = self.out[-1].type in ("CAPTION", "COLUMN") if piece.row == self.row else self._label_ahead(index)
            if padding:
                return index + 1
        if self.table:
            self._emit_cell(piece)
        return index + 1

    def _unlabelled(self, piece: Piece) -> bool:
        """Whether a figure begins a row whose label is lost; the row before has its figures."""
        begins = 0 <= self.row != piece.row >= 0 and self.table in self.words.labelled
        return begins and self.out[-1].type == "CELLS" and any(cell.text for cell in self.out[-1].cells)

    def _label_ahead(self, index: int) -> bool:
        """Whether the first thing in the row of a leading blank cell is a label."""
        row = self.pieces[index].row
        if self.ahead[0] != row:
            number = index + 1
            while number < len(self.pieces) and self.pieces[number].row == row and not self.pieces[number].text:
                number += 1
            first = self.pieces[number] if number < len(self.pieces) else None
            self.ahead = row, first is not None and first.row == row and self.lexer.shape(first.text) not in FIGURES
        return self.ahead[1]

    def _label_of(self, index: int, piece: Piece) -> Found | None:
        words = self.words.find(piece.text)
        if words and (self._of_table(words) or self._opens(words, index + 1)):
            return Found(piece.start, piece.end, piece.text, words)
        words = self.words.similar(piece.text, self.table)
        first = piece.row != self.row or (self.out and self.out[-1].type == "SPAN")
        if words or (self.table and first):
            return Found(piece.start, piece.end, piece.text, words, exact=False)
        return None

    # ── Lines ───────────────────────────────────────────────────────────────

    def _line(self, index: int, piece: Piece) -> int:
        if self.lexer.page.fullmatch(piece.text):
            if not self.table:
                self.out.append(Token("PAGE", piece.start, piece.end, piece.text))
            return index + 1
        shape = self.lexer.shape(piece.text) if self.table and len(piece.text) <= _LABEL else ""
        if (shape in FIGURES and not self.words.find(piece.text)) or (shape in SLIPS and self._figure_due() and not self.atoms.longest(index, 0)):
            self._emit_cell(piece)
            return index + 1
        if shape == "WORDS" and self._among_figures(index, piece):
            self._emit_cell(piece)
            return index + 1
        if len(piece.text) <= (TABULAR if _SENTENCE.search(piece.text) else _WHOLE):
            found = self._tabular(index) or (self._unknown_row(index, piece) if self.table else None)
            if found:
                elements, after = found
                for element, following in zip(elements, [*elements[1:], None], strict=True):
                    if isinstance(element, Found):
                        self._emit_label(element, after, following)
                    else:
                        self._emit_cell(element)
                return after
        words = self.words.similar(piece.text, None) if not self.table else ()
        if words:  # a misspelt caption
            self._emit_label(Found(piece.start, piece.end, piece.text, words, exact=False), index + 1)
            return index + 1
        self.table = None
        return self._prose(index, piece)

    def _prose(self, index: int, piece: Piece) -> int:
        text = piece.text
        if self.front and len(text) <= _TITLE:
            text = text.strip("#* ")
            if self.lexer.title.fullmatch(text):
                self.out.append(Token("TITLE", piece.start, piece.end, text))
                return index + 1
            following = self.pieces[index + 1] if index + 1 < len(self.pieces) else None
            if following and not following.cell and len(text) + len(following.text) <= _TITLE and index + 1 not in self.headings:
                rest = following.text.strip("#* ")
                if not self.lexer.title.fullmatch(rest) and self.lexer.title.fullmatch(text + rest):
                    self.out.append(Token("TITLE", piece.start, following.end, text + rest))
                    return index + 2
        signed = self.lexer.signed.fullmatch(piece.text) if len(piece.text) <= _TITLE else None
        if signed:
            at = piece.start + signed.start("date")
            self.out.append(Token("AGENCY", piece.start, piece.start + signed.end("agency"), signed["agency"]))
            self.out.append(Token("DATE", at, piece.end, signed["date"]))
            return index + 1
        for name, shape in self.lexer.lines.items():
            if shape.fullmatch(piece.text):
                self.out.append(Token(name, piece.start, piece.end, piece.text))
                return index + 1
        self.out.append(Token("TEXT", piece.start, piece.end, piece.text))
        return index + 1

    def _tabular(self, index: int) -> tuple[list[Found | Atom], int] | None:
        """Labels and figures that a line, or a label's several lines, consist of, and the index after them; None for anything else."""
        atoms = self.atoms.of(index)
        due = self.table and (atoms[0].shape in FIGURES or (atoms[0].shape in SLIPS and self._figure_due()))
        if not due and (atoms[0].shape in PLAIN or not self.atoms.begins_label(index)):
            return None
        elements: list[Found | Atom] = []
        number = 0
        while number < len(atoms):
            atom = atoms[number]
            match = self.atoms.longest(index, number) if atom.shape not in PLAIN else None
            if match:
                elements.append(Found(atom.start, match.end, self.text[atom.start : match.end], match.words))
                index, number = match.piece, match.number
                atoms = self.atoms.of(index)
            elif atom.shape in FIGURES or (atom.shape in SLIPS and (elements or due)):
                elements.append(atom)
                number += 1
            else:
                return None
        first = elements[0]
        following = elements[1] if len(elements) > 1 else None
        if isinstance(first, Found) and not self._of_table(first.words) and not self._opens(first.words, index + 1, following):
            return None
        return elements, index + 1

    def _unknown_row(self, index: int, piece: Piece) -> tuple[list[Found | Atom], int] | None:
        """A line in an open table whose label no format has, with figures behind it or below it."""
        atoms = self.atoms.of(index)
        figures = len(atoms)
        while figures and atoms[figures - 1].shape in FIGURES:
            figures -= 1
        elements: list[Found | Atom] = []
        number = 0
        while number < figures:
            match = self.atoms.longest(index, number)
            if not match or match.piece != index or match.number > figures:
                break
            elements.append(Found(atoms[number].start, match.end, self.text[atoms[number].start : match.end], match.words))
            number = match.number
        if number == figures:
            return None
        start, end = atoms[number].start, atoms[figures - 1].end
        text = self.text[start:end]
        words = self.words.similar(text, self.table)
        if figures == len(atoms):
            if _SENTENCE.search(text):
                return None
            if not self._continues(index + 1):
                # Such a label may be broken over two lines as well.
                index += 1
                rest = self.pieces[index] if index < len(self.pieces) else None
                if not rest or rest.cell or _SENTENCE.search(rest.text) or not self._continues(index + 1):
                    return None
                words = self.words.similar(text + rest.text, self.table)
                end, text = rest.end, self.text[start : rest.end]
                if not words and ("," in text or len(text) > _LABEL // 2):
                    return None
        if end - start > _LABEL:
            return None
        elements.append(Found(start, end, text, words, exact=False))
        elements += atoms[figures:]
        return elements, index + 1

    # ── What stands around ──────────────────────────────────────────────────

    def _of_table(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        if len(words) == 1:
            return words if words[0].table == self.table else ()
        return tuple(word for word in words if word.table == self.table)

    def _opens(self, words: tuple[Word, ...], following: int, element: Found | Atom | None = None) -> Word | None:
        """The word that opens a table here: a strong one, or one that its table goes on after."""
        for word in words:
            if word.strong:
                return word
        if element is None:
            element = self._next(following)
        for word in words:
            if isinstance(element, Atom):
                if word.kind is Kind.ROW and element.shape == "FIGURE":
                    return word
            elif element and any(other.table == word.table for other in element.words):
                return word
        return None

    def _next(self, index: int) -> Found | Atom | None:
        """The first figure or label from a piece on, if that is what comes next."""
        for number in range(index, min(index + _NEAR, len(self.pieces))):
            piece = self.pieces[number]
            if number in self.headings:
                return None
            if not piece.text:
                continue
            if piece.cell:
                shape = self.lexer.shape(piece.text)
                figure = shape in FIGURES or shape in SLIPS
                return Atom(piece.start, piece.end, piece.text, shape) if figure else Found(0, 0, "", self.words.find(piece.text))
            if len(piece.text) > TABULAR:
                return None
            atom = self.atoms.of(number)[0]
            if atom.shape in FIGURES:
                return atom
            match = self.atoms.longest(number, 0)
            return Found(0, 0, "", match.words) if match else atom if atom.shape in SLIPS else Found(0, 0, "", ())
        return None

    def _figure_due(self) -> bool:
        """Whether the row that is open has fewer cells than columns: there a numeral is no beginning of a label."""
        last = self.out[-1] if self.table else None
        if last is None or self.table not in self.words.labelled:
            return last is not None and last.type in ("COLUMN", "CELLS")
        row = self.out[-2] if last.type == "CELLS" else last
        return row.type == "ROW" and len(last.cells) < max((self.words.widths.get((word.table, word.id), 0) for word in row.words), default=0)

    def _among_figures(self, index: int, piece: Piece) -> bool:
        """Whether a text stands among the figures of a table whose row has no label."""
        last = self.out[-1]
        if self.table in self.words.labelled or last.type != "CELLS" or _SENTENCE.search(piece.text) or self.words.find(piece.text):
            return False
        return any(cell.text for cell in last.cells) and isinstance(self._next(index + 1), Atom)

    def _continues(self, index: int) -> bool:
        """Whether the open table goes on at a piece."""
        element = self._next(index)
        return isinstance(element, Atom) or bool(element and self._of_table(element.words))

    # ── Tokens ──────────────────────────────────────────────────────────────

    def _emit_cell(self, cell: Piece | Atom) -> None:
        last = self.out[-1]
        if last.type == "CELLS":
            last.cells.append(cell)
            last.end_pos = cell.end
        else:
            self.out.append(Token("CELLS", cell.start, cell.end, cells=[cell]))

    def _emit_label(self, label: Found, following: int, element: Found | Atom | None = None) -> None:
        words = self._of_table(label.words)
        if not words and label.words:
            opener = self._opens(label.words, following, element) or label.words[0]
            words = tuple(word for word in label.words if word.table == opener.table)
        if words and words[0].table != self.table:
            self.table = words[0].table
            self.out.append(Token("TABLE", label.start, label.start, self.table))
        if len(words) == 1:
            type = words[0].kind.value
        else:
            element = element or self._next(following)
            type, words = self._kind(words, element)
        self.out.append(Token(type, label.start, label.end, label.text, words, label.exact))

    @staticmethod
    def _kind(words: tuple[Word, ...], following: Found | Atom | None) -> tuple[str, tuple[Word, ...]]:
        """The terminal of a label that may be several things, or of one that no format has."""
        if not words:
            return ("ROW" if isinstance(following, Atom) else "STRAY"), words
        # A label may span rows in one format and be a row in another; if it spans, the label of such a row comes next,
        # or an unknown one.
        spans = {word.id for word in words if word.kind is Kind.SPAN}
        spanning = isinstance(following, Found) and (not following.words or any(word.span in spans for word in following.words))
        word = next((word for word in words if (word.kind is Kind.SPAN) == spanning), words[0])
        return word.kind.value, (word,)

    def _headings(self, piece: Piece, headings: list[Heading]) -> None:
        self.table, self.front = None, False
        at = piece.start
        for heading in headings:
            self._text(at, heading.start)
            self.out.append(Token("HEADING", heading.start, heading.end, self.text[heading.start : heading.end], heading=heading))
            at = heading.end
        if at < piece.end:
            self._text(at, piece.end)

    def _text(self, start: int, end: int) -> None:
        content = self.text[start:end].strip(" \t*#|").lstrip(":。 ")
        if content:
            at = self.text.index(content, start)
            self.out.append(Token("TEXT", at, at + len(content), content))
