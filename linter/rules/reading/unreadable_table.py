from collections.abc import Iterator

from ....grammar import Doubt
from ...audit import Audit
from ...findings import CellAddress, Problem, Related, Severity
from ...messages import Message
from ...places import address
from ...registry import rule
from ...tables.arithmetic import sentence

SCATTERED = Message(
    zh="{table}没有读准：{scattered} 行数字对不上行标签，像是从 PDF 复制的，未作核对。请用原始文件检查",
    en="{table} was not read right: {scattered} lines of figures have no label, like text copied from a PDF; "
    "not checked",
)
DOUBTS = {
    Doubt.CELLS_LOST: Message(
        zh="{table}没有读全：{rows} 行的数字少于栏数，未作核对。请用原始文件检查，或补上空白单元格",
        en="{table} was not read whole: {rows} rows have fewer figures than columns; not checked",
    ),
    Doubt.CELLS_DRIFTED: Message(
        zh="{table}没有读准：{rows} 行的数字与栏数对不上，未作核对。请用原始文件检查",
        en="{table} was not read right: the figures of {rows} rows do not match the columns; not checked",
    ),
    Doubt.ROWS_DOUBLED: Message(
        zh="{table}没有读准：同样的行出现两次，像是两张表并排，未作核对。请把两张表分开",
        en="{table} was not read right: its rows stand twice, like two tables side by side; not checked",
    ),
    Doubt.ROWS_SCATTERED: SCATTERED,
    Doubt.LABELS_BROKEN: Message(
        zh="{table}没有读准：标签断成几行，像是从 PDF 复制的，分不清各格，未作核对。请用原始文件检查",
        en="{table} was not read right: its labels are broken over lines, like text copied from a PDF; "
        "not checked, use the original file",
    ),
    Doubt.CELLS_GUESSED: Message(
        zh="{table}没有框线，分不清哪些字和数字是一格，未作核对。请用原始文件检查",
        en="{table} has no ruled lines, so its cells cannot be told apart with certainty; "
        "not checked, use the original file",
    ),
    Doubt.HEAD_LOST: Message(
        zh="{table}没有读准：表头残缺，应有 {expected} 个数字，读到 {found} 个，未作核对。请用原始文件检查",
        en="{table} was not read right: its head is broken, {found} of {expected} figures read; not checked",
    ),
}
DISAGREE = Message(
    zh="{table}有 {count} 个等式不成立，像是数字错位或没有读准，未逐一指出。请用原始文件检查",
    en="{count} equations of {table} fail, as if figures were displaced or misread; not judged one by one",
)
ROW = Message(
    zh="“{row}”应有 {expected} 个数字，读到 {found} 个",
    en="“{row}”: {expected} figures expected, {found} read",
)
_WITHOUT_MISFITS = (
    Doubt.ROWS_DOUBLED,
    Doubt.ROWS_SCATTERED,
    Doubt.LABELS_BROKEN,
    Doubt.CELLS_GUESSED,
)


@rule("NB005", "unreadable-table", Severity.WARNING)
def unreadable_table(audit: Audit) -> Iterator[Problem]:
    for id, doubt in audit.doubts.items():
        table = audit.report.tables[id]
        if doubt is Doubt.FIGURES_DISAGREE:
            failing = [equation for equation in audit.equations if equation.table is table and equation.fails]
            related = tuple(Related(sentence(equation), equation.place) for equation in failing[:3])
            yield Problem(
                DISAGREE(table=table.format.name, count=len(failing)),
                table.blocks[0].span,
                address(table),
                related=related,
            )
            continue
        misfits = [row for row in table.rows if row.format and not row.fits]
        if not misfits and doubt not in _WITHOUT_MISFITS:
            continue  # cut short like the table that is spoken of
        named = [row for row in misfits if row.label.text]
        related = tuple(
            Related(ROW(row=row.label.text, expected=len(row.columns), found=len(row.cells)), row.span)
            for row in named[:3]
        )
        expected, found = (len(misfits[0].columns), len(misfits[0].cells)) if misfits else (0, 0)
        scattered = audit.report.scattered[id].count if id in audit.report.scattered else 0
        phrase = DOUBTS[doubt](
            table=table.format.name, rows=len(misfits), expected=expected, found=found, scattered=scattered
        )
        yield Problem(phrase, table.blocks[0].span, address(table), related=related)
    for id, lines in audit.report.scattered.items():
        if id in audit.report.format.tables and id not in audit.report.tables:
            name = audit.report.format.tables[id].name
            yield Problem(SCATTERED(table=name, scattered=lines.count), lines.span, CellAddress(id))
