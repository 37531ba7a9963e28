from collections.abc import Iterator

from ....grammar import Report
from ...findings import CellAddress, Problem, Related, Severity
from ...messages import Message
from ...registry import rule
from ...tables.pictures import is_picture, pictures

IMAGE = Message(
    zh="“{title}”下面只有图片，{table}没有核对；请同时提供可以复制的表格",
    en="there are only pictures below “{title}”, {table} was not checked; give the table as text too",
)
ALSO = Message(zh="这里也是图片", en="another picture")


@rule("NB006", "table-as-image", Severity.INFO)
def table_as_image(report: Report) -> Iterator[Problem]:
    for section in report.distinct_sections:
        if section.format and is_picture(report, section):
            table = report.format.tables[section.format.table or ""]
            first, *others = pictures(report, section)
            related = tuple(Related(ALSO(), place) for place in others[:3])
            yield Problem(
                IMAGE(title=section.format.title, table=table.name),
                first,
                CellAddress(table.id),
                related=related,
            )
