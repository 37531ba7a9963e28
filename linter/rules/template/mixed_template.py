from collections.abc import Iterator

from ....grammar import Report
from ...findings import Problem, Related, Severity
from ...messages import Message, Phrase
from ...places import address
from ...registry import rule
from ...tables.versions import SpokenBlock, spoken_blocks

MIXED = Message(zh="新旧格式混用：{parts}", en="two formats are mixed: {parts}")
PART = Message(zh="{names}是 {version} 年格式", en="{names} follows the format of {version}")
REST = Message(zh="其余是 {version} 年格式", en="the rest follows the format of {version}")
BLOCK = Message(zh="{name}：{version} 年格式", en="{name}: format of {version}")


@rule("NB403", "mixed-template", Severity.ERROR)
def mixed_template(report: Report) -> Iterator[Problem]:
    blocks = spoken_blocks(report)
    versions = sorted(
        {block.version for block in blocks}, key=lambda version: (version == report.format.id, version)
    )
    if len(versions) < 2:
        return
    wrong = next(block for block in blocks if block.version == versions[0])
    parts = tuple(_part(version, blocks, rest=version == versions[-1]) for version in versions)
    related = tuple(
        Related(BLOCK(name=block.name, version=block.version), block.span)
        for block in blocks
        if block is not wrong
    )
    yield Problem(
        MIXED(parts=parts),
        wrong.span,
        address(wrong.table),
        expected=report.format.id,
        found=wrong.version,
        related=related,
    )


def _part(version: str, blocks: list[SpokenBlock], rest: bool) -> Phrase:
    names = _names(version, blocks)
    return REST(version=version) if rest and len(names) > 1 else PART(names="、".join(names), version=version)


def _names(version: str, blocks: list[SpokenBlock]) -> list[str]:
    """The names of the tables or blocks that follow a format; a lone block is named with its label."""
    names: list[str] = []
    mine = [block for block in blocks if block.version == version]
    for table in dict.fromkeys(block.table.format.name for block in mine):
        here = [block for block in mine if block.table.format.name == table]
        whole = len(here) == sum(block.table.format.name == table for block in blocks)
        names += [table] if whole and len(here) > 1 else [block.name for block in here]
    return [f"{names[0]}“{mine[0].tell}”"] if len(mine) == 1 and mine[0].tell else names
