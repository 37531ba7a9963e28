"""The text of a paragraph as it is printed with all changes accepted, and whatever is set beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from ....grammar.regex import Regex
from .package import RELATIONSHIPS, is_on, w

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_RUN, _RUN_PROPERTIES, _TEXT, _SYMBOL, _FIELD, _BOX = map(
    w, ("r", "rPr", "t", "sym", "fldChar", "txbxContent")
)
_FIELD_TYPE = w("fldCharType")
ALTERNATE = f"{_COMPATIBILITY}AlternateContent"  # one thing in several forms, for older and newer programs
# Elements around others that are read as if they were not there.
_WRAPPERS = "ins moveTo hyperlink smartTag customXml sdt sdtContent fldSimple dir bdo ruby rubyBase"
AROUND = frozenset(map(w, _WRAPPERS.split()))
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_SHAPES = frozenset(map(w, ("drawing", "pict", "object")))
_CONTENT = (w("t"), w("tbl"), *_SHAPES)
_BLANKS = dict.fromkeys(map(ord, "\n\r\t"), " ")  # in XML they are only the layout of the file

# Symbols are characters of a font. These are some of Wingdings; all others become a dot.
_WINGDINGS = dict(
    zip("\x52\x54\x6c\x6e\x6f\x71\x72\x75\xa1\xa8\xd8\xfb\xfc\xfd\xfe", "☼❄●■□□□◆○□➢✗✓☒☑", strict=True)
)
_PRIVATE, _DOT = 0xF000, "•"
_LEAST = 2_160_000  # 6 cm in EMU: a seal or an emblem is narrower, a table is not
_WIDTH = Regex(r"(?:^|;)\s*width:\s*([0-9]{1,4}(?:\.[0-9]+)?)(pt|in|cm|mm)")
_UNITS = {"pt": 12_700, "in": 914_400, "cm": 360_000, "mm": 36_000}


class Bit(NamedTuple):
    """Some text of a paragraph."""

    text: str
    element: etree._Element | None = None  # the one that holds it; None where the file has no such text
    first: int = 0  # the character of the element that it begins at


class Aside(NamedTuple):
    """Something that is printed beside or below a paragraph."""

    kind: str  # box, picture, footnotes or endnotes
    element: etree._Element | None = None  # the content of a box
    id: str = ""  # of a note


class Runs:
    """Reads one paragraph after another. Whatever stands beside them gathers in `asides`."""

    def __init__(self) -> None:
        self.asides: list[Aside] = []
        # A field has an instruction, which is not printed, and then a result.
        self._fields: list[bool] = []  # for each open field whether its instruction still goes on
        self._unprinted = 0  # how many of these do

    def of(self, paragraph: etree._Element) -> list[Bit]:
        """The text of a paragraph in order, with \\t and \\n for tabs and breaks."""
        self._fields, self._unprinted = [], 0
        return list(self._within(paragraph))

    def _within(self, parent: etree._Element) -> Iterator[Bit]:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                yield from self._run(child)
            elif tag in AROUND:
                yield from self._within(child)
            elif tag == ALTERNATE:
                yield from self._within(chosen(child))
            elif tag.startswith(_MATH):
                yield from (Bit(text.text) for text in child.iter(f"{_MATH}t") if text.text)

    def _run(self, run: etree._Element) -> Iterator[Bit]:
        if is_on(run.find(_RUN_PROPERTIES), "vanish"):
            return
        for child in run:
            tag = child.tag
            if tag == _FIELD:
                self._field(child.get(_FIELD_TYPE))
            elif self._unprinted:
                continue
            elif tag == _TEXT:
                yield from _text(child)
            elif tag in _SIGNS:
                yield Bit(_SIGNS[tag], child)
            elif tag == _SYMBOL:
                yield Bit(_symbol(child), child)
            elif tag in _SHAPES:
                self._shape(child)
            elif tag in _NOTES:
                self.asides.append(Aside(_NOTES[tag], id=child.get(w("id"), "")))
            elif tag == ALTERNATE:
                yield from self._run(chosen(child))
            elif tag in AROUND:
                yield from self._within(child)

    def _field(self, type: str | None) -> None:
        if type == "begin":
            self._fields.append(True)
            self._unprinted += 1
        elif self._fields and type in ("separate", "end"):
            self._unprinted -= self._fields.pop()
            if type == "separate":
                self._fields.append(False)

    def _shape(self, shape: etree._Element) -> None:
        boxes = [
            box
            for box in shape.iter(_BOX)
            if not any(above.tag == _BOX for above in _above(box, shape)) and _printed(box, shape)
        ]
        self.asides += [Aside("box", box) for box in boxes]
        if not boxes and _is_picture(shape):
            self.asides.append(Aside("picture"))


def chosen(alternate: etree._Element) -> etree._Element:
    """The form of one thing to read: the first, which is the newest, of those that hold anything readable."""
    forms = list(alternate)
    return next(
        (form for form in forms if next(form.iter(*_CONTENT), None) is not None),
        forms[-1] if forms else alternate,
    )


def _text(element: etree._Element) -> Iterator[Bit]:
    text = (element.text or "").translate(_BLANKS)
    if element.get(_SPACE) == "preserve":
        first = 0
    else:
        first = len(text) - len(text.lstrip(" "))
        text = text.strip(" ")
    if text:
        yield Bit(text, element, first)


def _symbol(element: etree._Element) -> str:
    code = element.get(w("char"), "")
    number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else 0
    if number >= _PRIVATE or "ing" in element.get(w("font"), ""):  # Wingdings and Webdings
        return _WINGDINGS.get(chr(number & 0xFF), _DOT)
    return chr(number) if number >= 32 and chr(number).isprintable() else _DOT


def _above(element: etree._Element, root: etree._Element) -> Iterator[etree._Element]:
    """The elements around an element, from the inside, below a root."""
    for above in element.iterancestors():
        if above is root:
            return
        yield above


def _printed(element: etree._Element, root: etree._Element) -> bool:
    """Whether an element is printed: it is not in a form that was not chosen."""
    path = [element, *_above(element, root), root]
    return all(above.tag != ALTERNATE or chosen(above) is below for below, above in pairwise(path))


def _is_picture(shape: etree._Element) -> bool:
    """Whether a shape is a picture that is large enough to hold a table."""
    extent = shape.find(f".//{_EXTENT}")
    if extent is not None:
        width = extent.get("cx", "")
        is_small = width.isdecimal() and int(width) < _LEAST
        return next(shape.iter(f"{_DRAWING}blip"), None) is not None and not is_small
    image = next(shape.iter(f"{_VML}imagedata"), None)
    if image is None or (image.get(f"{{{RELATIONSHIPS}}}id") is None and image.get("src") is None):
        return False
    frame = image.getparent()
    size = _WIDTH.search(frame.get("style", "")) if frame is not None else None
    return size is None or float(size[1]) * _UNITS[size[2]] >= _LEAST
