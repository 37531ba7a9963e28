"""Tokens of a report: lines by their shape, table cells by the official words among them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ..formats.labels import Word
from ..regex import Regex
from .fields import Cutter, Piece
from .headings import Heading, find_headings
from .tokens import CELL_SHAPES, FIGURES, PLAIN, SLIPS, EntriesToken, Entry, Found, HeadingToken, Manuscript, Token
from .words import TABULAR, Atom, Atoms

_WHOLE = 5000  # a whole table may stand in one line
_LABEL = 50  # characters of the longest label, with room for slips
SHORT = 80  # characters; titles, dates and names of agencies are not longer
_NEAR = 30  # pieces to look ahead, most of them blank cells
_SENTENCE = Regex(r"[。;!?]")
_HEAD = ("CAPTION", "COLUMN")
_NO_LABEL = Entry("", 0, 0, "", ())


class ReportLexer:
    """Makes the tokens of a text. `shapes`: the patterns of the terminals of report.lark."""

    def __init__(self, shapes: Mapping[str, str]) -> None:
        self._cell = Regex("|".join(f"(?P<{name}>{shapes[name]})" for name in CELL_SHAPES))
        self.lines = [(name, Regex(shapes[name])) for name in ("DATE", "SUBHEADING", "AGENCY")]
        self.long_lines = [(name, shape) for name, shape in self.lines if name == "SUBHEADING"]
        self.date = Regex(shapes["DATE"])
        self.title, self.page, self.numeral = (Regex(shapes[name]) for name in ("TITLE", "PAGE", "HEADING"))
        self.signed = Regex(rf"(?P<agency>{shapes['AGENCY']}) *(?P<date>{shapes['DATE']})")
        self.shape = lru_cache(4096)(self._shape)
        self.cutter = Cutter(lambda text: self.shape(text) in PLAIN)

    def _shape(self, text: str) -> str:
        """The terminal that a cell's text fits."""
        match = self._cell.fullmatch(text)
        return (match and match.lastgroup) or "WORDS"

    def lex(self, manuscript: Manuscript) -> list[Token]:
        return _Reading(self, manuscript).tokens()


class _Reading:
    """One pass over one text. The only state is the table that is open, if any."""

    def __init__(self, lexer: ReportLexer, manuscript: Manuscript) -> None:
        self.lexer, self.shape = lexer, lexer.shape
        self.text = manuscript.text
        self.words = manuscript.words
        self.pieces = lexer.cutter.cut(manuscript.text)
        self.headings = find_headings(self.pieces, self.words, lexer.numeral)
        self.atoms = Atoms(self.pieces, self.words, self.headings, lexer.shape)
        self.table: str | None = None
        self.front = True  # before the first heading
        self.row = -1  # the line of several cells whose first label or figure has been seen
        self.out: list[Token] = []
        self.run: EntriesToken | None = None  # the last labels of the table that is open
        self.label = _NO_LABEL  # the last of them

    def tokens(self) -> list[Token]:
        pieces, headings = self.pieces, self.headings
        index, end = 0, len(pieces)
        while index < end:
            piece = pieces[index]
            if index in headings:
                self._headings(piece, headings[index])
                index += 1 if headings[index][-1].end <= piece.end else 2  # a heading may be broken over two lines
            elif piece.cell:
                index = self._cell(index, piece) if piece.text else self._blanks(index, piece.row)
            else:
                self.row = -1
                index = self._line(index, piece)
        return self.out

    # ── Cells: between bars or tabs ─────────────────────────────────────────

    def _cell(self, index: int, piece: Piece) -> int:
        text, row = piece.text, piece.row
        last = self.label
        if row == self.row and text == last.text and self.table and not last.cells and last.kind in ("ROW", "STRAY"):
            return index + 1  # a merged label is repeated in each cell that it covers
        shape = self.shape(text)
        worded = shape == "WORDS" or (shape in SLIPS and not self._figure_due()) or (shape == "NOTED" and self.words.find(text))
        if worded and (words := self.words.find_in(text, self.table)):
            self._emit_own(piece, words, index + 1)
        elif worded and (label := self._strange_label(index, piece)):
            self._emit_label(label, index + 1)
        elif self.table:
            if self._unlabelled(piece):
                self._emit(Entry("ROW", piece.start, piece.start, "", ()))
            self.label.cells.append(piece)
        else:
            self.out.append(Token("TEXT", piece.start, piece.end, text))
        self.row = row
        return self._figures(index + 1) if self.table else index + 1

    def _figures(self, index: int) -> int:
        """Takes the figures and blank cells that follow in the same row: nothing else can be meant by them."""
        pieces, label = self.pieces, self.label
        if index == len(pieces) or pieces[index].row != self.row:
            return index
        end = index + pieces[index].figures
        if label.kind in _HEAD and not label.cells:
            while index < end and not pieces[index].text:
                index += 1
        label.cells += pieces[index:end]
        return end

    def _blanks(self, index: int, row: int) -> int:
        """Blank cells before the label of a row stand for labels that span it, those behind a label of the head pad its row."""
        pieces = self.pieces
        end = index + 1
        while end < len(pieces) and pieces[end].row == row >= 0 and not pieces[end].text:
            end += 1
        if self.table and not (row >= 0 and self._padding(end, row)):
            self.label.cells += pieces[index:end]
        return end

    def _padding(self, end: int, row: int) -> bool:
        """Whether the blank cells before a piece are no figures of their row."""
        if row == self.row:
            return self.label.kind in _HEAD and not self.label.cells
        first = self.pieces[end] if end < len(self.pieces) else None
        return first is not None and first.row == row and self.shape(first.text) not in FIGURES

    def _unlabelled(self, piece: Piece) -> bool:
        """Whether a figure begins a row whose label is lost; the row before has its figures."""
        begins = 0 <= self.row != piece.row >= 0 and self.table in self.words.labelled
        return begins and any(cell.text for cell in self.label.cells)

    def _strange_label(self, index: int, piece: Piece) -> Found | None:
        """A label that opens another table, a misspelt one, or one that no format has."""
        words = self.words.find(piece.text)
        if words and self._opens(words, index + 1):
            return Found(piece.start, piece.end, piece.text, words)
        words = self.words.similar(piece.text, self.table)
        first = piece.row != self.row or (self.label.kind == "SPAN" and not self.label.cells)
        if words or (self.table and first):
            return Found(piece.start, piece.end, piece.text, words)
        return None

    # ── Lines ───────────────────────────────────────────────────────────────

    def _line(self, index: int, piece: Piece) -> int:
        text = piece.text
        if self.lexer.page.fullmatch(text):
            if not self.table:
                self.out.append(Token("PAGE", piece.start, piece.end, text))
            return index + 1
        if self.table and len(text) <= _LABEL and self._is_cell(index, text):
            self.label.cells.append(piece)
            return index + 1
        if (self.table or self.words.may_begin_label(text)) and len(text) <= (TABULAR if _SENTENCE.search(text) else _WHOLE):
            found = self._tabular(index) or (self._unknown_row(index, piece) if self.table else None)
            if found:
                elements, after = found
                for element, following in zip(elements, [*elements[1:], None], strict=True):
                    if isinstance(element, Found):
                        self._emit_label(element, after, following)
                    else:
                        self.label.cells.append(element)
                return after
        words = self.words.similar(text, None) if not self.table else ()
        if words:  # a misspelt caption
            self._emit_label(Found(piece.start, piece.end, text, words), index + 1)
            return index + 1
        self.table = None
        return self._prose(index, piece)

    def _is_cell(self, index: int, text: str) -> bool:
        """Whether a line is a cell of the open table."""
        shape = self.shape(text)
        if shape in FIGURES:
            return shape in PLAIN or not self.words.find(text)
        if shape in SLIPS:
            return self._figure_due() and not self.atoms.longest(index, 0)
        return shape == "WORDS" and self._among_figures(index, text)

    def _prose(self, index: int, piece: Piece) -> int:
        start, end, text = piece[:3]
        short = len(text) <= SHORT
        if self.front and short:
            title = text.strip("#* ")
            if self.lexer.title.fullmatch(title):
                self.out.append(Token("TITLE", start, end, title))
                return index + 1
            following = self.pieces[index + 1] if index + 1 < len(self.pieces) else None
            if following and not following.cell and len(title) + len(following.text) <= SHORT and index + 1 not in self.headings:
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
        elements.append(Found(start, end, text, words))
        elements += atoms[figures:]
        return elements, index + 1

    # ── What stands around ──────────────────────────────────────────────────

    def _of_table(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        if len(words) == 1:
            return words if words[0].table == self.table else ()
        return tuple([word for word in words if word.table == self.table])

    def _opens(self, words: tuple[Word, ...], following: int, element: Found | Atom | None = None) -> Word | None:
        """The word that opens a table here: a strong one, or one that its table goes on after."""
        for word in words:
            if word.strong:
                return word
        if element is None:
            element = self._next(following)
        for word in words:
            if isinstance(element, Atom):
                if word.kind == "ROW" and element.shape == "FIGURE":
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
        last = self.label
        if not self.table or self.table not in self.words.labelled:
            return bool(self.table and (last.kind == "COLUMN" or last.cells))
        return last.kind == "ROW" and len(last.cells) < max((self.words.widths.get((word.table, word.id), 0) for word in last.words), default=0)

    def _among_figures(self, index: int, text: str) -> bool:
        """Whether a text stands among the figures of a table whose row has no label."""
        if self.table in self.words.labelled or _SENTENCE.search(text) or self.words.find(text):
            return False
        return any(cell.text for cell in self.label.cells) and isinstance(self._next(index + 1), Atom)

    def _continues(self, index: int) -> bool:
        """Whether the open table goes on at a piece."""
        element = self._next(index)
        return isinstance(element, Atom) or bool(element and self._of_table(element.words))

    # ── Tokens ──────────────────────────────────────────────────────────────

    def _emit_label(self, label: Found, following: int, element: Found | Atom | None = None) -> None:
        words = self._of_table(label.words)
        if label.words and not words:
            opener = self._opens(label.words, following, element) or label.words[0]
            words = tuple(word for word in label.words if word.table == opener.table)
            self.table, self.run = opener.table, None
            self.out.append(Token("TABLE", label.start, label.start, self.table))
        self._emit_own(label, words, following, element)

    def _emit_own(self, label: Found | Piece, words: tuple[Word, ...], following: int, element: Found | Atom | None = None) -> None:
        """A label of the table that is open."""
        if len(words) == 1:
            kind: str = words[0].kind
        else:
            kind, words = self._kind(words, element or self._next(following))
        self._emit(Entry(kind, label.start, label.end, label.text, words))

    def _emit(self, entry: Entry) -> None:
        self.label = entry
        if self.run and self.run.type == entry.kind:
            self.run.entries.append(entry)
            self.run.end_pos = entry.end
        else:
            self.run = EntriesToken(entry.kind, entry.start, entry.end, "", [entry])
            self.out.append(self.run)

    @staticmethod
    def _kind(words: tuple[Word, ...], following: Found | Atom | None) -> tuple[str, tuple[Word, ...]]:
        """The terminal of a label that may be several things, or of one that no format has."""
        if not words:
            return ("ROW" if isinstance(following, Atom) else "STRAY"), words
        # A label may span rows in one format and be a row in another; if it spans, the label of such a row comes next,
        # or an unknown one.
        spans = {word.id for word in words if word.kind == "SPAN"}
        spanning = isinstance(following, Found) and (not following.words or any(word.span in spans for word in following.words))
        word = next((word for word in words if (word.kind == "SPAN") == spanning), words[0])
        return word.kind, (word,)

    def _headings(self, piece: Piece, headings: list[Heading]) -> None:
        self.table, self.front = None, False
        at = piece.start
        for heading in headings:
            self._text(at, heading.start)
            self.out.append(HeadingToken("HEADING", heading.start, heading.end, self.text[heading.start : heading.end], heading))
            at = heading.end
        if at < piece.end:
            self._text(at, piece.end)

    def _text(self, start: int, end: int) -> None:
        content = self.text[start:end].strip(" \t*#|").lstrip(":。 ")
        if content:
            at = self.text.index(content, start)
            self.out.append(Token("TEXT", at, at + len(content), content))
