from collections.abc import Iterator

from ....grammar import Report
from ...findings import Message, Phrase, Problem, Related, Severity
from ...places import address
from ...registry import rule
from ...versions import SpokenBlock, spoken_blocks

MIXED = Message(zh="新旧格式混用：{parts}", en="two formats are mixed: {parts}")
PART = Message(zh="{names}是 {version} 年格式", en="{names} follows the format of {version}")
BLOCK = Message(zh="{name}：{version} 年格式", en="{name}: format of {version}")


@rule("NB403", "mixed-template", Severity.ERROR)
def mixed_template(report: Report) -> Iterator[Problem]:
    blocks = spoken_blocks(report)
    versions = sorted({block.version for block in blocks}, key=lambda version: (version == report.format.id, version))
    if len(versions) < 2:
        return
    parts = tuple(_part(version, blocks) for version in versions)
    wrong = next(block for block in blocks if block.version == versions[0])
    related = tuple(Related(BLOCK(name=block.name, version=block.version), block.span) for block in blocks if block is not wrong)
    phrase = MIXED(parts=parts)
    yield Problem(phrase, wrong.span, address(wrong.table), expected=report.format.id, found=wrong.version, related=related)


def _part(version: str, blocks: list[SpokenBlock]) -> Phrase:
    tables: dict[str, list[SpokenBlock]] = {}
    for block in blocks:
        tables.setdefault(block.table.id, []).append(block)
    names: list[str] = []
    for table in tables.values():
        mine = [block for block in table if block.version == version]
        names += [table[0].table.format.name] if len(mine) == len(table) else [block.name for block in mine]
    return PART(names="、".join(names), version=version)
