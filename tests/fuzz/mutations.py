"""Changes that keep the structure of an input: of texts, markup, archives, PDF files and messages."""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Callable, Sequence
from typing import Any

from lxml import etree
from nianbao.grammar import official_formats

from tests.generator.docx import unzipped, zipped

LABELS = sorted(
    {
        label
        for format in official_formats()
        for table in format.tables.values()
        for block in table.blocks
        for label in block.labels
    }
)
HEADINGS = [section.heading for section in official_formats()[-1].sections]
ODD = (
    "", " ", "\t", "\n", "\r", "\r\n", "\u2028", "\u200b", "\x00", "\x1b[31m", "\ufeff", "\ud7ff", "😀", "𠮷",
    "⼀", "務(wù)", "（wù）",
    "|", "||", "| --- |", "¦", "<", ">", "&", "&#0;", "&#x110000;", "&nbsp;", "<!--", "-->", "]]>",
    "<![CDATA[", "<td rowspan=9999 colspan=9999>", "```",
    "0", "-1", "12", "１２", "3.5", "1,234", "1e9", "9" * 30, "٣", "十二", "两千零五", "1.2万", "%",
    "100.00%", "元", "万元", "件", "/", "—", "无", "增3",
    "2023年", "2023年1月1日",
    "同比增长12.5%", "其中", "分别为", "与上年持平", "一、", "（一）", "1.", "①", "。", "；", "，", "：",
    "（", "）", "“", "《", "〔2021〕",
    "<!-- nianbao: ignore NB208 因为 -->", "nianbao: ignore", "until 2024-13-45", "报告", "青禾县民政局",
)  # fmt: skip
_WORDS = re.compile(r"\n|[^\S\n]+|[0-9]+|[A-Za-z_]+|[^\s0-9A-Za-z_|，。；：、（）()<>]+|.", re.DOTALL)
_MARKUP = re.compile(r"<!--.*?-->|<[^<>]*>|[^<>]+|[<>]", re.DOTALL)


def shuffled(pieces: Sequence[str], rng: random.Random, words: Sequence[str] = ODD, changes: int = 4) -> str:
    """Pieces of a text cut out, doubled, moved, repeated, exchanged with words and with each other."""
    pieces = list(pieces)
    for _ in range(rng.randint(1, changes)):
        start = rng.randint(0, len(pieces))
        end = min(len(pieces), start + rng.choice((0, 1, 1, 2, 5, 40)))
        part = pieces[start:end]
        kind = rng.randrange(7)
        if kind == 0:
            pieces[start:end] = []
        elif kind == 1:
            pieces[start:start] = part
        elif kind == 2:
            at = rng.randint(0, len(pieces))
            pieces[at:at] = part
        elif kind == 3:
            pieces[start:end] = [rng.choice(words)]
        elif kind == 4:
            pieces[start:start] = [rng.choice(words)]
        elif kind == 5:
            pieces[start:end] = part[::-1]
        else:
            pieces[start:end] = (part or [rng.choice(words)]) * rng.choice((2, 3, 10, 60))
    return "".join(pieces)


def text(data: bytes, rng: random.Random) -> bytes:
    """A text changed by words and lines."""
    words = rng.choice((ODD, LABELS, HEADINGS))
    cut = _WORDS.findall if rng.random() < 0.7 else lambda text: text.splitlines(keepends=True)
    return shuffled(cut(data.decode("utf-8", "replace")), rng, words).encode("utf-8", "replace")


def markup(data: bytes, rng: random.Random) -> bytes:
    """A page changed by tags and stretches of text."""
    said = data.decode("utf-8", "replace")
    return shuffled((_MARKUP if rng.random() < 0.7 else _WORDS).findall(said), rng).encode("utf-8", "replace")


# ── XML and archives ──────────────────────────────────────────────────────


def xml(data: bytes, rng: random.Random) -> bytes:
    """A document changed so that it is still XML; one that is none, as a text."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return markup(data, rng)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for _ in range(rng.randint(1, 5)):
        _change(rng.choice(elements), elements, rng)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _change(element: etree._Element, elements: list[etree._Element], rng: random.Random) -> None:
    """An element gone, doubled, put elsewhere, renamed, or with another value or text."""
    other, parent = rng.choice(elements), element.getparent()
    kind = rng.randrange(7)
    if kind == 0 and parent is not None:
        parent.remove(element)
    elif kind == 1 and parent is not None:
        copies = [
            etree.fromstring(etree.tostring(element, with_tail=False))
            for _ in range(rng.choice((1, 1, 3, 20)))
        ]
        parent[parent.index(element) : parent.index(element)] = copies
    elif kind == 2 and len(etree.tostring(other)) < 20_000:
        element.insert(rng.randint(0, len(element)), etree.fromstring(etree.tostring(other, with_tail=False)))
    elif kind == 3:
        element.tag = other.tag
    elif kind == 4 and element.attrib:
        name = rng.choice(list(element.attrib))
        element.set(name, _held(rng.choice((*ODD, *other.attrib.values()))))
    elif kind == 5 and other.attrib:
        name = rng.choice(list(other.attrib))
        element.set(name, other.attrib[name])
    else:
        element.text = _held(rng.choice((*ODD, *LABELS, (element.text or "") * 2)))


def _held(text: str) -> str:
    """The characters of a text that XML can hold."""
    return "".join(
        character
        for character in text
        if character in "\t\n\r" or (character >= " " and character not in "\ufffe\uffff")
    )


def archive(data: bytes, rng: random.Random) -> bytes:
    """An archive with one part changed, lost, copied under another name, or exchanged with another."""
    try:
        files = unzipped(data)
    except Exception:  # whatever a broken archive raises
        return scattered(data, rng)
    if not files:
        return data
    path = rng.choice(
        [*files, *(path for path in files if path.endswith((".xml", ".rels")) and "Content" not in path)]
    )
    kind = rng.randrange(12)
    if kind == 0:
        del files[path]
    elif kind == 1:
        files[path.upper() if rng.random() < 0.5 else f"x/{path}"] = files.pop(path)
    elif kind == 2:
        files[path] = files[rng.choice(list(files))]
    elif kind == 3:
        files[path] = scattered(files[path], rng)
    else:
        files[path] = xml(files[path], rng)
    return zipped(files) if kind != 4 else scattered(zipped(files), rng)


def scattered(data: bytes, rng: random.Random) -> bytes:
    """Some bytes changed, cut out or put in."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at = rng.randint(0, len(changed))
        changed[at : at + rng.choice((0, 1, 1, 4, 60))] = rng.randbytes(rng.choice((0, 1, 1, 4)))
    return bytes(changed)


# ── PDF ───────────────────────────────────────────────────────────────────

OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
_STREAM = re.compile(rb"(?P<head>.*?)stream\r?\n(?P<body>.*)\r?\nendstream\s*", re.DOTALL)
_TOKENS = re.compile(
    r"\s+|/[^\s/<>\[\]()]+|<[0-9a-fA-F]*>|<<|>>|[-+.0-9]+|\([^)]*\)|[A-Za-z*'\"]+|.", re.DOTALL
)
_OPERATORS = (
    " re f\n", " 0 0 m 600 0 l S\n", " q ", " Q ", " BT ", " ET ", " Tj ", " TJ ", " Td ",
    " 1 0 0 1 9e9 -9e9 cm ", " 0 0 0 0 0 0 cm ", " 0 Tf ", " Do ",
    "0", "-1", "1e38", "99999999999999999999", "-0.0001", "595", "null", "true", "[", "]", "<<", ">>", "<",
    ">", "(", ")", 
    " 1 0 R", " 2 0 R", " 6 0 R", " 99 0 R",
    "/Pages", "/Page", "/Kids", "/Parent", "/Contents", "/Font", "/MediaBox[0 0 0 0]",
    "/MediaBox[1e9 1e9 -1 -1]", "/Rotate 45", "/UserUnit 0", "/Count 99999",
    "/Filter/FlateDecode", "/Filter[/ASCIIHexDecode/LZWDecode]",
    "/DecodeParms<</Predictor 12/Columns 99999999>>", "/XObject<</A 6 0 R>>", "/Encrypt 1 0 R",
)  # fmt: skip


def pdf(data: bytes, rng: random.Random) -> bytes:
    """A PDF file with one object changed, unpacked, and with the table of places that readers need."""
    objects = {int(number): body for number, body in OBJECT.findall(data)}
    if not objects:
        return scattered(data, rng)
    number = rng.choice(list(objects))
    stream = _STREAM.fullmatch(objects[number])
    if stream and rng.random() < 0.8:
        head, body = stream["head"], stream["body"]
        if b"FlateDecode" in head:
            try:
                body = zlib.decompress(body)
            except zlib.error:
                return scattered(data, rng)
            head = re.sub(rb"/Filter\s*/FlateDecode", b"", head)
        body = _tokens(body, rng)
        objects[number] = (
            re.sub(rb"/Length \d+", b"/Length %d" % len(body), head) + b"stream\n" + body + b"\nendstream\n"
        )
    elif rng.random() < 0.15:
        objects[number] = objects[rng.choice(list(objects))]
    else:
        objects[number] = _tokens(objects[number], rng)
    return pdf_of(objects) if rng.random() < 0.95 else scattered(pdf_of(objects), rng)


def _tokens(body: bytes, rng: random.Random) -> bytes:
    return shuffled(_TOKENS.findall(body.decode("latin-1")), rng, _OPERATORS).encode("latin-1", "replace")


def pdf_of(objects: dict[int, bytes]) -> bytes:
    data, places = b"%PDF-1.7\n", {}
    for number, body in sorted(objects.items()):
        places[number] = len(data)
        data += b"%d 0 obj%sendobj\n" % (number, body)
    size = max(objects) + 1
    rows = [
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
        for number in range(size)
    ]
    return (
        data
        + b"xref\n0 %d\n" % size
        + b"".join(rows)
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    )


# ── Messages ──────────────────────────────────────────────────────────────

_VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 7, 2**31, 2**53, -(2**63), 1.5, "", "x", "0", [], [None], [[]], {},
    {"line": 3, "character": 2}, {"line": -1, "character": -1},
    {"line": 2**31, "character": 2**31},
    {"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}}, "file:///x.md",
    "file:///a%00b.md",
    "untitled:Untitled-1", "http://[", "file://host/share/a.md", "\ud800", "\u2028😀", "2024", "青禾县民政局",
    "nianbao", "html", "markdown", "utf-8", "utf-32",
    {"lang": "en"}, {"nianbao": {"lang": 3}}, "NB208",
)  # fmt: skip


def lines_of_json(methods: Sequence[str]) -> Callable[[bytes, random.Random], bytes]:
    """Changes messages, one a line: their values, their order, and which `methods` they ask for."""

    def mutate(data: bytes, rng: random.Random) -> bytes:
        messages = [loaded(line) for line in data.splitlines()]
        for _ in range(rng.randint(1, 4)):
            at = rng.randint(0, len(messages))
            kind = rng.randrange(8)
            if kind == 0:
                messages[at : at + 1] = []
            elif kind == 1 and messages:
                messages.insert(at, json.loads(json.dumps(rng.choice(messages))))
            elif kind == 2 and messages and isinstance(one := rng.choice(messages), dict):
                one["method"] = rng.choice(methods)
            elif messages:
                one = rng.randrange(len(messages))
                messages[one] = _changed(messages[one], rng)
        return b"\n".join(json.dumps(message).encode() for message in messages)

    return mutate


def loaded(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return {}


def _changed(value: Any, rng: random.Random) -> Any:
    """A value with something in it changed."""
    if isinstance(value, dict) and value and rng.random() < 0.9:
        key = rng.choice(list(value))
        if rng.random() < 0.1:
            return {name: one for name, one in value.items() if name != key}
        if rng.random() < 0.05:
            return {
                **value,
                rng.choice(("id", "params", "range", "uri", "context", "x")): rng.choice(_VALUES),
            }
        return {**value, key: _changed(value[key], rng)}
    if isinstance(value, list) and value and rng.random() < 0.9:
        at = rng.randrange(len(value))
        return [*value[:at], _changed(value[at], rng), *value[at + rng.randrange(2) :]]
    if isinstance(value, int) and rng.random() < 0.6:
        return value + rng.choice((-1, 1, 10, 100, -100))
    if isinstance(value, str) and len(value) > 30 and rng.random() < 0.8:
        return text(value.encode("utf-8", "replace"), rng).decode()
    return rng.choice(_VALUES)
