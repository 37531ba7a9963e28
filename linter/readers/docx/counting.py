"""Numbers as Word prints them in front of numbered paragraphs."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = {
    1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL",
    10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I",
}  # fmt: skip
_LETTERS = 26


def written(number: int, format: str) -> str:
    """A number, 0 or more, in one of Word's number formats; in digits if the format has no sign for it."""
    return _FORMATS.get(format, str)(number)


def _counted(digits: str, units: str, one_ten: bool) -> Callable[[int], str]:
    """Chinese numerals such as 十二 and 一百零二. `one_ten`: 12 is 一十二."""

    def spoken(number: int) -> str:
        if not 0 < number < 10_000:
            return digits[0] if not number else str(number)
        text = ""
        for place, figure in enumerate(reversed(str(number))):
            unit = units[place - 1] if place else ""
            text = (digits[int(figure)] + unit if figure != "0" else "零") + text
        while "零零" in text:
            text = text.replace("零零", "零")
        text = text.rstrip("零")
        return text[1:] if 10 <= number < 20 and not one_ten else text

    return spoken


def _digit_by_digit(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(figure)] for figure in str(number))


def _listed(signs: str) -> Callable[[int], str]:
    """One sign for each number from 1 on."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _row(first: str, count: int) -> Callable[[int], str]:
    """One sign for each number, where the signs follow each other in Unicode."""
    return _listed("".join(chr(ord(first) + number) for number in range(count)))


def _roman(number: int) -> str:
    text = ""
    for amount, sign in _ROMAN.items():
        text += sign * (number // amount)
        number %= amount
    return text or "0"


def _letters(first: str) -> Callable[[int], str]:
    """a to z, then aa to zz."""

    def lettered(number: int) -> str:
        if not 0 < number <= _LETTERS * 3:
            return str(number)
        return chr(ord(first) + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)

    return lettered


def _cycle(number: int) -> str:
    """甲子, 乙丑 and so on, of which there are sixty."""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if 0 < number <= 60 else str(number)


_spoken = _counted(_DIGITS, "十百千", one_ten=False)
_formal = _counted(_FORMAL, "拾佰仟", one_ten=True)
_circled = _listed(
    "".join(map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))))
)
_SPOKEN = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
)

_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "bullet": lambda number: "",
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    **dict.fromkeys(_SPOKEN, _spoken),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digit_by_digit(_DIGITS)
    ),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), _formal),
    "ideographTraditional": _listed(_STEMS),
    "ideographZodiac": _listed(_BRANCHES),
    "ideographZodiacTraditional": _cycle,
    "ideographEnclosedCircle": _row("㊀", 10),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalEnclosedFullstop": _row("⒈", 20),
    "decimalEnclosedParen": _row("⑴", 20),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _digit_by_digit("０１２３４５６７８９")),
}
