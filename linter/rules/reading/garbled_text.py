from collections.abc import Iterator

from ....grammar import Source, Span
from ...findings import Edit, Fix, Problem, Related, Severity
from ...messages import Message, Phrase
from ...prose.garble import Damage, DamageKind, damages, overwhelmed
from ...prose.writing import as_written
from ...registry import rule

MOJIBAKE = Message(
    zh="有 {count} 处乱码，如“{found}”，是编码弄错了；请打开原文件，另存为 UTF-8 编码的文本",
    en="{count} garbled places such as “{found}”, read in a wrong encoding; save the original as UTF-8 text",
)
REPAIRED = Message(
    zh="有 {count} 处乱码，如“{found}”应为“{meant}”，是编码弄错了；请打开原文件，另存为 UTF-8 编码的文本",
    en="{count} garbled places, “{found}” should be “{meant}”: "
    "wrong encoding; save the original as UTF-8 text",
)
QUESTIONS = Message(
    zh="有 {count} 处文字变成了问号，如“{found}”，原来的字已经丢失，请从原文件重新复制",
    en="characters became question marks in {count} places, such as “{found}”; "
    "copy them from the original again",
)
MISSING = Message(
    zh="有 {count} 处字符显示不出来，请对照原文件补上",
    en="characters in {count} places cannot be shown; fill them in from the original",
)
CODES = Message(
    zh="有 {count} 处文字变成了字体编号，如“{found}”，请对照原文件改回",
    en="{count} places hold the codes of a font, such as “{found}”; fill in the text from the original",
)
RADICAL = Message(
    zh="有 {count} 个字用了形状相同的部首符号，如“{found}”应为汉字“{meant}”，查找、复制会出错",
    en="{count} characters are symbols for radicals, “{found}” should be “{meant}”; searching will fail",
)
GLOSS = Message(
    zh="有 {count} 个字后面带着拼音，如“{found}”，应删去拼音",
    en="{count} characters have their pinyin behind them, such as “{found}”; it should be removed",
)
DATES = Message(
    zh="日期或文号有 {count} 处残缺，如“{found}”，请对照原文件补全",
    en="dates or document numbers are broken in {count} places, such as “{found}”; "
    "complete them from the original",
)
ALSO = Message(zh="这里也有：“{found}”", en="here too: “{found}”")
ORDINARY = Message(zh="改为普通汉字", en="change to ordinary characters")
WITHOUT = Message(zh="删去拼音", en="remove the pinyin")
MESSAGES = {
    DamageKind.MOJIBAKE: MOJIBAKE, DamageKind.QUESTIONS: QUESTIONS, DamageKind.MISSING: MISSING,
    DamageKind.CODES: CODES, DamageKind.RADICALS: RADICAL, DamageKind.GLOSSES: GLOSS, DamageKind.DATES: DATES,
}  # fmt: skip
SHOWN = 20  # characters of a sample


@rule("NB004", "garbled-text", Severity.WARNING)
def garbled_text(source: Source) -> Iterator[Problem]:
    found = list(damages(source))
    severity = Severity.ERROR if found and overwhelmed(source) else None
    for damage in found:
        first, *others = damage.places
        related = tuple(Related(ALSO(found=_sample(source, place)), place) for place in others[:3])
        yield Problem(
            _phrase(source, damage),
            first,
            found=_sample(source, first),
            related=related,
            fixes=_fixes(source, damage),
            severity=severity,
        )


def _phrase(source: Source, damage: Damage) -> Phrase:
    message = REPAIRED if damage.kind is DamageKind.MOJIBAKE and damage.meant else MESSAGES[damage.kind]
    return message(
        count=len(damage.places), found=_sample(source, damage.places[0]), meant=_short(damage.meant)
    )


def _sample(source: Source, place: Span) -> str:
    return _short("".join(source.quote(place).split()))


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _fixes(source: Source, damage: Damage) -> tuple[Fix, ...]:
    """The text has radicals as ordinary characters already, and no glosses."""
    if damage.kind is DamageKind.RADICALS:
        return (
            Fix(
                ORDINARY(),
                tuple(Edit(place, source.text[place.start : place.end]) for place in damage.places),
                safe=True,
            ),
        )
    if damage.kind is DamageKind.GLOSSES:
        return (
            Fix(
                WITHOUT(), tuple(Edit(place, as_written(source, place)) for place in damage.places), safe=True
            ),
        )
    return ()
