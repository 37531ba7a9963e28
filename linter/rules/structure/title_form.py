from collections.abc import Iterator

from ....grammar import Origin, Report, Span
from ....grammar.facts.titles import TitleForm, named_above, title_form
from ...findings import Edit, Fix, Problem, Severity
from ...messages import Message, Phrase
from ...registry import rule

FORM = Message(zh="标题{faults}，应为“{expected}”", en="the title {faults}; it should be “{expected}”")
NO_AGENCY = Message(zh="缺机关名称", en="lacks the agency")
NO_YEAR = Message(zh="缺年份", en="lacks the year")
YEAR_DOUBLED = Message(zh="年份写了两次", en="has the year twice")
YEAR_LATE = Message(zh="年份写在“{word}”后面", en="has the year behind “{word}”")
LACKS = Message(zh="缺“{word}”", en="lacks “{word}”")
EXTRA = Message(zh="多了“{word}”", en="has “{word}” too much")
OTHER = Message(zh="写成“{found}”", en="has “{found}”")
CHANGE = Message(zh="改为“{expected}”", en="change to “{expected}”")
PLACE = "标题"
SUBJECT, ENDING = "政府信息公开", "工作年度报告"
AGENCY, YEAR = "（机关名称）", "（年份）年"
LACKING = {"年度报告": "工作", "工作报告": "年度"}
WIDE = str.maketrans("()", "（）")


@rule("NB102", "title-form", Severity.INFO)
def title_form_differs(report: Report) -> Iterator[Problem]:
    form = title_form(report.title.text) if report.title else None
    if report.title is None or form is None or report.before_formats:
        return
    agency = (
        report.agency.value
        if report.agency and report.agency.origin in (Origin.SELF_REFERENCE, Origin.SIGNATURE)
        else AGENCY
    )
    faults = tuple(_faults(form, named_above(report.title, report.front), told=report.year is not None))
    if faults:
        year = (
            form.years[-1].replace("年年", "年")
            if form.years and "年" in form.years[-1]
            else f"{report.year.value}年"
            if report.year
            else YEAR
        )
        name = form.agency or agency
        parts = (year, name) if form.agency and form.year_first and len(form.years) == 1 else (name, year)
        expected = "".join((*parts, SUBJECT, ENDING))
        span = _printed(report, report.title.span)
        fixes = (
            (Fix(CHANGE(expected=expected), (Edit(span, expected),), safe=False),)
            if not {AGENCY, YEAR} & {year, name}
            else ()
        )
        yield Problem(
            FORM(faults=faults, expected=expected), span, place=PLACE, expected=expected, fixes=fixes
        )


def _faults(form: TitleForm, above: bool, told: bool) -> Iterator[Phrase]:
    """The faults of a title; `above`: an agency stands above it, `told`: the year is known elsewhere."""
    if form.about:
        yield EXTRA(word=form.about)
    if not form.agency and not above:
        yield NO_AGENCY()
    if not form.years and told:
        yield NO_YEAR()
    elif len(form.years) > 1:
        if len({year[:4] for year in form.years}) == 1:  # different ones are a conflict
            yield YEAR_DOUBLED()
    elif form.late_year:
        yield YEAR_LATE(word=SUBJECT)
    elif form.years and "年" not in form.years[0]:
        yield LACKS(word="年")
    elif form.years and "年年" in form.years[0]:
        yield OTHER(found=form.years[0])
    if form.subject != SUBJECT:
        yield LACKS(word="政府") if SUBJECT.endswith(form.subject) else OTHER(found=form.subject)
    if form.ending in LACKING:
        yield LACKS(word=LACKING[form.ending])
    elif form.ending == "工作的年度报告":
        yield EXTRA(word="的")
    elif form.ending != ENDING:
        yield OTHER(found=form.ending)
    if form.suffix:
        yield EXTRA(word=form.suffix.translate(WIDE))


def _printed(report: Report, span: Span) -> Span:
    """The title without the marks of Markdown around it."""
    text = report.source.text[span.start : span.end]
    return Span(
        span.start + len(text) - len(text.lstrip("#* ")), span.end - len(text) + len(text.rstrip("#* "))
    )
