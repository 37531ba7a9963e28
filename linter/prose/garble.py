"""Garbled text: read in a wrong encoding, printed in the codes of a font, or with lost characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from ...grammar import Source, Span
from ...grammar.regex import Regex
from .writing import offsets_in_text, spans_in_text


class DamageKind(Enum):
    """The kinds of damage."""

    MOJIBAKE = "mojibake"  # 涓€銆佹€讳綋: read in another encoding than it was written in
    QUESTIONS = "questions"  # ?????: each character was replaced by a question mark
    MISSING = "missing"  # U+FFFD, private characters of a font
    CODES = "codes"  # (cid:230): the numbers of characters in a font
    RADICALS = "radicals"  # ⾏ for 行
    GLOSSES = "glosses"  # 務(wù)
    DATES = "dates"  # 202311日至1231日


class Damage(Struct, frozen=True):
    """All places with one kind of damage."""

    kind: DamageKind
    places: tuple[Span, ...]
    meant: str = ""  # what the first place should be, where that can be told


# UTF-8 read as GBK, once or twice: how ，、“ and the commonest words of reports come out.
# Most of these stand in no Chinese text.
_SIGNS = ("锛", "銆", "鈥", "锟斤拷", "鏀垮", "淇℃", "鍏紑", "鎯呭", "骞", "閿", "閵", "闂", "闁")
_FIRST_SIGNS = frozenset(sign[0] for sign in _SIGNS)
_RUN = Regex(r"[^\x00-\x7f][^\x00-\x3e\x40-\x7f]{2,}")
_LOST_END = Regex(
    r"(?<=[\u4e00-\u9fff])\?,[A-Z](?=[\u4e00-\u9fff])"
)  # a full stop and the first byte behind it
# Bytes of either encoding read as those of a Western one; é by itself is none, nor is ×× or ···.
_WESTERN_LETTER = Regex("[\u00c0-\u00ff]")
_WESTERN = Regex(
    "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff][\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{3,}"
)
_SHARE = 0.5  # share of the bytes that must be the characters which they are taken for

_QUESTIONS = Regex(r"\?{2,}")
_MISSING = Regex("[\ue000-\uf8ff\ufffd]+")
_CODES = Regex(r"(?:\(cid:[0-9]{1,5}\))+")
_RADICALS = Regex("[\u2e80-\u2fd5\uf900-\ufaff]")
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_GLOSS = Regex(rf"(?<=[\u3400-\u9fff])[(（][a-zü]*[{_TONES}][a-zü]*[)）]")
_MANY = 3  # fewer glosses behind ordinary characters may be meant: 六(lù)安

# Sites set 年, 月 and 日 in fonts of their own, and crawlers lose them.
# The patterns are for folded text, with at most three blanks between.
# Two patterns, as the search is fast where a pattern begins with what it must find.
_DATE = Regex(
    (
        "20[0-9]{2}_(?:"
        "[0-9]{1,2}_(?:[0-9]{1,2}_)?日"  # 202311日, 2024126日, 2025 1 1 日
        "|(?:1[0-2]|0?[1-9])_月(?!均)"  # 202312月31日
        "|年_(?:[0-9]{1,2}日(?![内均办常])|1231日)"  # 2023年11日
        "|(?P<number>[0-9]{1,3}_号)"  # 〔202130号
        ")"
    ).replace("_", " {0,3}")
)
_END = Regex("1231 {0,3}日")
_CITED = Regex(r"(?:[〔﹝]|国办[^0-9\s,。;〔]{0,6}) ?$")
_UNTIL = Regex("[至到—~-] {0,3}$")


def damages(source: Source) -> Iterator[Damage]:
    """The damage to a text, each kind once."""
    lost = _lost(source)
    yield from lost
    if not _outweighs(lost, source):
        yield from filter(None, (_radicals(source), _glosses(source), _dates(source)))


def overwhelmed(source: Source) -> bool:
    """Whether so much of a text came out wrong that nothing can be recognised in it."""
    return _outweighs(_lost(source), source)


def _lost(source: Source) -> list[Damage]:
    """Text that cannot be read. Marks and gaps among mojibake are what that left over."""
    mojibake = _mojibake(source)
    found: list[Damage | None] = [mojibake] if mojibake else [_questions(source)]
    if not mojibake and _MISSING.search(source.alphabet):
        found.append(_all_of(DamageKind.MISSING, _MISSING, source))
    if "(cid:" in source.original:
        found.append(_all_of(DamageKind.CODES, _CODES, source))
    return [damage for damage in found if damage]


def _outweighs(lost: list[Damage], source: Source) -> bool:
    places = [place for damage in lost for place in damage.places]
    return bool(places) and 2 * sum(end - start for start, end in places) > sum(
        not character.isspace() for character in source.text
    )


# ── Kinds ───────────────────────────────────────────────────────────────────


def _all_of(kind: DamageKind, shape: Regex, source: Source) -> Damage | None:
    spans = [match.span() for match in shape.finditer(source.original)]
    return Damage(kind, tuple(spans_in_text(source, spans))) if spans else None


def _mojibake(source: Source) -> Damage | None:
    original = source.original
    found: dict[tuple[int, int], str] = {}
    if not _FIRST_SIGNS.isdisjoint(source.alphabet) and any(sign in original for sign in _SIGNS):
        for match in _RUN.finditer(original):
            meant = _from_gbk(match[0])
            if meant is not None or "锟斤拷" in match[0]:
                found[match.span()] = meant or ""
    if _WESTERN_LETTER.search(source.alphabet):
        found |= {match.span(): _from_western(match[0]) for match in _WESTERN.finditer(original)}
    if "?," in original:
        found |= {match.span(): "" for match in _LOST_END.finditer(original)}
    if not found:
        return None
    first = min(found)
    return Damage(DamageKind.MOJIBAKE, tuple(spans_in_text(source, sorted(found))), found[first])


def _from_gbk(text: str) -> str | None:
    """The meaning of a text whose UTF-8 was read as GBK; None for any other text.

    Empty where too much is lost. Windows shows the byte 80 as €.
    """
    data = b"".join(
        b"\x80" if character == "€" else character.encode("gb18030", "replace") for character in text
    )
    meant = _chinese(data, "utf-8")
    return _sure(meant, data, "utf-8") if len(meant.encode()) >= _SHARE * len(data) else None


def _from_western(text: str) -> str:
    data = b"".join(
        bytes([ord(character)]) if ord(character) < 256 else character.encode("cp1252", "replace")
        for character in text
    )
    return _sure(_chinese(data, "utf-8"), data, "utf-8") or _sure(_chinese(data, "gb18030"), data, "gb18030")


def _chinese(data: bytes, encoding: str) -> str:
    """The Chinese characters and punctuation that these bytes are in an encoding."""
    text = data.decode(encoding, "ignore")
    return "".join(
        character
        for character in text
        if "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uff5e"
    )


def _sure(text: str, data: bytes, encoding: str) -> str:
    """The text if it is simplified and has all bytes but those of one character, else nothing."""
    return (
        text
        if len(text.encode(encoding)) > len(data) - 3
        and text.encode("gb2312", "replace").count(b"?") == text.count("?")
        else ""
    )


def _questions(source: Source) -> Damage | None:
    """A row of four marks, or short rows in several places; two or three by themselves may be meant."""
    if "??" not in source.original:
        return None
    runs = [match.span() for match in _QUESTIONS.finditer(source.original)]
    if len(runs) < _MANY and all(end - start <= _MANY for start, end in runs):
        return None
    return Damage(DamageKind.QUESTIONS, tuple(spans_in_text(source, runs)))


def _radicals(source: Source) -> Damage | None:
    if not _RADICALS.search(source.alphabet):
        return None
    offsets = [match.start() for match in _RADICALS.finditer(source.original)]
    places = tuple(
        Span(at, at + 1)
        for at, offset in zip(offsets_in_text(source, offsets), offsets, strict=True)
        if source.text[at] != source.original[offset]
    )
    return Damage(DamageKind.RADICALS, places, source.text[places[0].start]) if places else None


def _glosses(source: Source) -> Damage | None:
    if frozenset(_TONES).isdisjoint(source.alphabet):
        return None
    spans = [match.span() for match in _GLOSS.finditer(source.original)]
    places = [
        Span(at, at + 1) for at in offsets_in_text(source, (start for start, _ in spans))
    ]  # a gloss is left out of the text
    traditional = any(
        source.text[place.start] != source.original[start - 1]
        for place, (start, _) in zip(places, spans, strict=True)
    )
    if not places or (len(places) < _MANY and not traditional):
        return None
    return Damage(DamageKind.GLOSSES, tuple(places), source.original[spans[0][0] - 1])


def _dates(source: Source) -> Damage | None:
    places = [Span(*match.span()) for match in _DATE.finditer(source.text) if _is_broken(match)]
    covered = {offset for place in places for offset in range(*place)}
    places += [
        Span(*match.span())
        for match in _END.finditer(source.text)
        if _UNTIL.search(_before(match)) and match.start() not in covered
    ]
    return Damage(DamageKind.DATES, tuple(sorted(places))) if places else None


def _is_broken(match: re.Match[str]) -> bool:
    before = _before(match)
    return bool(_CITED.search(before)) if match["number"] else not before[-1:].isdecimal()


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 10) : match.start()]
