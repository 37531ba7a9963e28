"""Commands, which clients ask for by name.

Every command takes the session and the arguments of the request, whatever these are.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from ...grammar.facts.agencies import read_level
from ...linter import Examination, Message, ReadError, Severity, all_rules, examine
from ...linter.audit import Verdict
from ...linter.certificate import lines
from ...linter.readers import read
from ...linter.settings.clock import today
from ..session import Session
from ..workspace import Document

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
    en="this does not look like an annual report and is not checked; "
    "if it is one, set its language to nianbao or include it in the configuration",
)
NOT_OPEN = Message(zh="没有打开的年度报告", en="no report is open")


def status(session: Session, uri: Any = None, *_: Any) -> dict[str, Any]:
    """The state of the server, and of a report how many equations hold.

    Argument: the URI of a document; without it, what is so for all documents.
    """
    from ... import __version__

    document = _document(session, uri)
    config = document.config if document else session.documents.choices.terms(None).config
    rules = all_rules()
    answer = {
        "version": __version__,
        "python": sys.version.split()[0],
        "rules": sum(map(config.wants, rules)),
        "of": len(rules),
        "documents": sum(document.is_report for document in session.documents),
        "encoding": session.client.encoding,
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


def certificate(session: Session, uri: Any = None, *_: Any) -> str:
    """The list of what was verified, as text to sign. Argument: the URI of a document.

    The hash of the file stands in it if the editor shows what the file contains.
    """
    document = _document(session, uri)
    if document is None or not document.is_report or document.examination.report is None:
        return NOT_OPEN().text(session.client.lang or "zh")
    return "\n".join(lines(_of_file(document), document.config.lang, today().isoformat())) + "\n"


def _of_file(document: Document) -> Examination:
    """The examination of the file if it has the text of the document, else that of the document."""
    try:
        source = read(document.path) if document.path else None
    except ReadError:
        source = None
    if source and source.file == document.source.file:
        return examine(source, document.config)
    return document.examination


async def check_workspace(session: Session, *_: Any) -> dict[str, Any]:
    """Check all reports of the workspace and count the findings of each.

    A client that does not ask for diagnostics gets those of all files.
    """
    found = await session.diagnostics.check_workspace()
    totals = {severity.value: sum(checked.counts[severity] for checked in found) for severity in Severity}
    reports = [
        {"uri": checked.uri, **{severity.value: count for severity, count in checked.counts.items()}}
        for checked in found
    ]
    return {"reports": reports, "findings": totals}


def new_report(session: Session, wanted: Any = None, *_: Any) -> str:
    """A blank report of the format in force, as Markdown.

    Argument: {"agency": …, "year": …}. Both may be left out; the year is then the last one.
    """
    from ...linter.drafting import blank  # only for those who have no report yet
    from ...linter.drafting.markdown import written

    wanted = wanted if isinstance(wanted, dict) else {}
    agency = "".join(str(wanted.get("agency") or "").split()) or None
    formats = session.documents.choices.terms(None).config.formats
    given = wanted.get("year")
    year = given if isinstance(given, int) and formats.for_year(given).covers(given) else today().year - 1
    return written(
        blank(formats.for_year(year), year, agency, read_level(agency) if agency else None)
    ).decode()


def doctor(session: Session, uri: Any = None, *_: Any) -> str:
    """The configuration of a document and why it is checked or not, as text. Argument: its URI."""
    answer = status(session, uri)
    document = _document(session, uri)
    path = document.path if document else None
    lang = document.config.lang if document else session.client.lang or "zh"
    configuration = session.documents.choices.file(path)
    phrases = [ABOUT(**answer), CONFIGURED(path=configuration) if configuration else UNCONFIGURED()]
    phrases += session.documents.choices.troubles.values()
    if document and not document.is_report:
        phrases.append(NO_REPORT())
    elif document and document.examination.report:
        report = document.report
        phrases.append(
            REPORT(
                agency=report.agency.value if report.agency else "?",
                year=report.year.value if report.year else "?",
                format=report.format.number,
            )
        )
        phrases.append(VERIFIED(passed=answer["passed"], equations=answer["equations"]))
    return "\n".join(phrase.text(lang) for phrase in phrases) + "\n"


def show_references(
    session: Session, uri: Any = None, position: Any = None, locations: Any = None, *_: Any
) -> bool:
    """Go to the first of some places, for clients that cannot list them. Arguments: those of a code lens."""
    first = next(iter(locations or ()), None)
    if not first or not session.client.shows:
        return False
    if isinstance(first, dict):
        session.connection.show_document(first["uri"], first["range"])
    else:
        session.connection.show_document(first.uri, first.range)
    return True


def _document(session: Session, uri: Any) -> Document | None:
    return session.documents.get(uri) if isinstance(uri, str) else None


COMMANDS: dict[str, Callable[..., Any]] = {
    "nianbao.server.status": status,
    "nianbao.certificate": certificate,
    "nianbao.checkWorkspace": check_workspace,
    "nianbao.server.newReport": new_report,
    "nianbao.server.doctor": doctor,
    "nianbao.showReferences": show_references,
}
