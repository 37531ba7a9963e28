"""What a client can ask for by name: the state of the server, what was verified of a report, all reports of the workspace."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lsprotocol import types as t

from ...grammar.facts.agencies import read_level
from ...linter import Examination, Message, ReadError, Severity, all_rules, examine
from ...linter.audit import Verdict
from ...linter.certificate import lines
from ...linter.cli.options import today
from ...linter.readers import read
from ..workspace import Document

if TYPE_CHECKING:
    from ..server import Server

VERIFIED = Message(zh="已核 {passed}/{equations}", en="{passed}/{equations} verified")
ABOUT = Message(
    zh="nianbao {version}，Python {python}；{of} 条规则中启用 {rules} 条",
    en="nianbao {version}, Python {python}; {rules} of {of} rules are on",
)
CONFIGURED = Message(zh="配置文件：{path}", en="configuration: {path}")
UNCONFIGURED = Message(zh="没有配置文件，按默认设置检查", en="no configuration file: the defaults hold")
REPORT = Message(
    zh="{agency} {year} 年度报告，格式：{format}", en="report of {agency} for {year}; format: {format}"
)
NO_REPORT = Message(
    zh="这不像年度报告，没有检查；如果是，请把语言改为“年报（nianbao）”或在配置的 include 中写上",
    en="this does not look like an annual report and is not checked; if it is one, set its language to nianbao or include it in the configuration",
)
NOT_OPEN = Message(zh="没有打开的年度报告", en="no report is open")


def status(server: Server, uri: Any = None, *_: Any) -> dict[str, Any]:
    """The version, the rules that are on, and of a document how many equations hold. Argument: its uri; without one, only what is so for all."""
    from ... import __version__

    document = _document(server, uri)
    config = document.config if document else server.documents.choices.terms(None).config
    rules = all_rules()
    answer = {
        "version": __version__,
        "python": sys.version.split()[0],
        "rules": sum(map(config.wants, rules)),
        "of": len(rules),
    }
    answer |= {
        "documents": sum(document.is_report for document in server.documents),
        "encoding": server.documents.client.encoding,
    }
    if document and document.is_report and document.examination.audit:
        passed, equations = document.audit.count(Verdict.PASSED), len(document.audit.equations)
        text = VERIFIED(passed=passed, equations=equations).text(config.lang)
        answer |= {
            "uri": document.uri,
            "document_version": document.version,
            "passed": passed,
            "equations": equations,
            "text": text,
        }
    return answer


def certificate(server: Server, uri: Any = None, *_: Any) -> str:
    """What was verified of a document, as text to sign; with the hash of the file where that is what the editor shows. Argument: its uri."""
    document = _document(server, uri)
    if document is None or not document.is_report or document.examination.report is None:
        return NOT_OPEN().text(server.documents.client.lang or "zh")
    return "\n".join(lines(_as_on_disk(document), document.config.lang, today().isoformat())) + "\n"


def _as_on_disk(document: Document) -> Examination:
    """The examination of the file, where it says what the document says; else that of the document."""
    try:
        source = read(document.path) if document.path else None
    except ReadError:
        source = None
    return (
        examine(source, document.config)
        if source and source.file == document.source.file
        else document.examination
    )


async def check_workspace(server: Server, *_: Any) -> dict[str, Any]:
    """Check all reports of the workspace, and say how many there are and what was found in each. A client that does not pull gets their diagnostics."""
    found = await server.diagnostics.check_workspace()
    totals = {severity.value: sum(checked.counts[severity] for checked in found) for severity in Severity}
    reports = [
        {"uri": checked.uri, **{severity.value: count for severity, count in checked.counts.items()}}
        for checked in found
    ]
    return {"reports": reports, "findings": totals}


def new_report(server: Server, wanted: Any = None, *_: Any) -> str:
    """A blank report of the format in force, as Markdown. Argument: {"agency": …, "year": …}, both of which may be left out; the year is the last one."""
    from ...linter.drafting import blank  # nobody needs it who has a report
    from ...linter.drafting.markdown import written

    wanted = wanted if isinstance(wanted, dict) else {}
    agency = "".join(str(wanted.get("agency") or "").split()) or None
    formats = server.documents.choices.terms(None).config.formats
    given = wanted.get("year")
    year = given if isinstance(given, int) and formats.for_year(given).covers(given) else today().year - 1
    return written(
        blank(formats.for_year(year), year, agency, read_level(agency) if agency else None)
    ).decode()


def doctor(server: Server, uri: Any = None, *_: Any) -> str:
    """What is in force for a document, and why, as text. Argument: its uri."""
    answer = status(server, uri)
    document = _document(server, uri)
    path = document.path if document else None
    lang = document.config.lang if document else server.documents.client.lang or "zh"
    configuration = server.documents.choices.file(path)
    said = [ABOUT(**answer), CONFIGURED(path=configuration) if configuration else UNCONFIGURED()]
    said += server.documents.choices.troubles.values()
    if document and not document.is_report:
        said.append(NO_REPORT())
    elif document and document.examination.report:
        report = document.report
        said.append(
            REPORT(
                agency=report.agency.value if report.agency else "?",
                year=report.year.value if report.year else "?",
                format=report.format.number,
            )
        )
        said.append(VERIFIED(passed=answer["passed"], equations=answer["equations"]))
    return "\n".join(phrase.text(lang) for phrase in said) + "\n"


def show_references(
    server: Server, uri: Any = None, position: Any = None, locations: Any = None, *_: Any
) -> bool:
    """Go to the first of some places, for clients that have no list for them. Arguments: those of a code lens."""
    first = next(iter(locations or ()), None)
    if not first or not server.documents.client.shows:
        return False
    range = first["range"] if isinstance(first, dict) else first.range
    selection = server.protocol._converter.structure(range, t.Range) if isinstance(range, dict) else range
    server.window_show_document(
        t.ShowDocumentParams(
            first["uri"] if isinstance(first, dict) else first.uri, take_focus=True, selection=selection
        )
    )
    return True


def _document(server: Server, uri: Any) -> Document | None:
    return server.documents.get(uri) if isinstance(uri, str) else None


COMMANDS: dict[str, Callable[..., Any]] = {
    "nianbao.server.status": status,
    "nianbao.certificate": certificate,
    "nianbao.checkWorkspace": check_workspace,
    "nianbao.server.newReport": new_report,
    "nianbao.server.doctor": doctor,
    "nianbao.showReferences": show_references,
}
