from collections.abc import Iterator

from ....grammar import Line, LineKind, Report, Span
from ....grammar.regex import Regex
from ...findings import Problem, Related, Severity
from ...messages import Message
from ...prose.items import NUMBER, prose_of
from ...registry import rule

NONE = Message(
    zh="“{title}”只写了“{found}”，应写明主要问题和改进情况",
    en="“{title}” says only “{found}”; it should state problems and improvements",
)
NO_IMPROVEMENT = Message(
    zh="“{title}”写了问题，没有写改进情况", en="“{title}” states problems but no improvements"
)
NO_PROBLEM = Message(
    zh="“{title}”写了改进情况，没有写存在的问题", en="“{title}” states improvements but no problems"
)
REPEATED = Message(
    zh="改进情况里写的“{found}”与前面的问题相同，应写怎样改进",
    en="“{found}” among the improvements repeats the problem; say what is done about it",
)
ALSO = Message(zh="“{found}”也与前面的问题相同", en="“{found}” repeats a problem as well")
SECTION = "problems"
SHORTEST = 20  # characters
SIGNATURE = (LineKind.AGENCY, LineKind.DATE, LineKind.PAGE)

_CLAUSE = Regex("[^,。;:!?]+")
# What is called for is no improvement yet: 有待进一步加强.
_WANTED = Regex(
    "(?:有待|[尚亟仍还急]待|[亟还仍尚]需|需要?(?=进一步|不断|继续|持续|加[强大快]|提[高升]|完善|规范|改[进善]|强化|健全)).*",
    needs=("待", "需"),
)
_PROBLEM = Regex(
    "问题|不足|短板|弱项|薄弱|差距|欠|缺乏|缺少|缺失|滞后|困难|单一|[较偏不太][少低弱长慢窄浅小]|较为|不[^断仅但得同定止久]|未能|尚未|有待|[尚亟仍还急]待|[亟还仍尚]需"
    "|需要?进一步|有限|参差|粗放|迟缓|存在|难以|瓶颈|制约|生硬|差(?!异)"
)
_IMPROVEMENTS = [
    "加强",
    "加大",
    "加快",
    "完善",
    "提高",
    "提升",
    "强化",
    "优化",
    "健全",
    "规范",
    "推进",
    "落实",
    "建立",
    "开展",
    "组织",
    "明确",
    "丰富",
    "拓展",
    "拓宽",
    "增加",
    "增强",
    "充实",
    "做好",
    "努力",
    "严格",
    "确保",
    "补齐",
    "深化",
    "细化",
    "培训",
    "改版",
    "继续",
    "持续",
    "不断",
    "进一步",
    "督促",
    "督导",
    "引导",
    "创新",
    "抓好",
    "调整",
    "修订",
    "制定",
    "安排",
    "配齐",
    "配强",
    "扩大",
    "坚持",
    "聚焦",
    "压实",
]
_VERB = 10  # characters of a clause in which what is done is named
_RESOLVED = Regex(
    "下一?步|下一?年|今后|改进(?!不|力度不)|整改(?!不|力度不|落实不)|改善|措施(?!不|单|落实不)|举措|对策|针对(?!性)|(?<![未法以])解决|已(?!取得|经取得|有|成为)"
    "|(?<![未有即])将(?![要于来近])|拟|予以|计划|打算"
)

# Where the improvements begin, at the start of a sentence.
_TURN = Regex(rf"^{NUMBER}[^,。:]{{0,8}}(?:改进|整改|改善|下一?步|今后|对策|措施)[^,。:]{{0,8}}(?:[:。,]|$)")
_HEAD = Regex(rf"^{NUMBER}(?:[^,。:;]{{0,14}}:{NUMBER})?(?:主要|还|仍)?(?:存在)?")
_SENTENCE = Regex("[^。;!?\n]+[。;!?]?")
_SHORTEST_CLAUSE = 5  # characters of a problem that may be repeated


@rule("NB116", "improvement-missing", Severity.WARNING)
def improvement_missing(report: Report) -> Iterator[Problem]:
    section, lines = prose_of(report, SECTION)
    if section is None or section.format is None or section.tables:
        return
    text = "".join("".join(line.text.split()) for line in lines if line.kind not in SIGNATURE)
    if not text:
        return  # NB108 says so
    span = section.heading.span
    if len(text) < SHORTEST:
        yield Problem(NONE(title=section.format.title, found=text), span, found=text)
        return
    clauses = _CLAUSE.findall(text)
    wanted = [_WANTED.sub("", clause) for clause in clauses]
    problems = any(map(_PROBLEM.search, clauses))
    improvements = any(
        _RESOLVED.search(clause)
        or (any(word in clause[:_VERB] for word in _IMPROVEMENTS) and not _PROBLEM.search(clause))
        for clause in wanted
    )
    if problems and not improvements:
        yield Problem(NO_IMPROVEMENT(title=section.format.title), span)
    elif improvements and not problems:
        yield Problem(NO_PROBLEM(title=section.format.title), span)
    else:
        yield from _repeated(report, [line for line in lines if line.kind not in SIGNATURE])


def _repeated(report: Report, lines: list[Line]) -> Iterator[Problem]:
    """The improvements that only say again what the problem is."""
    told: set[str] = set()
    again: list[Span] = []
    turned = False
    for line in lines:
        for sentence in _SENTENCE.finditer(line.text):
            turned = turned or bool(told and _TURN.match(sentence[0]))
            clauses = [clause for clause in _CLAUSE.findall(_HEAD.sub("", sentence[0])) if clause.strip()]
            problems = [
                clause for clause in clauses if len(clause) >= _SHORTEST_CLAUSE and _PROBLEM.search(clause)
            ]
            if not turned:
                told.update(problems)
            elif problems and all(clause in told for clause in clauses):
                start = line.span.start + sentence.start()
                again.append(Span(start, start + len(sentence[0])))
    if again:
        found = [report.source.quote(span).strip("。；;") for span in again]
        related = [
            Related(ALSO(found=words), span) for words, span in list(zip(found, again, strict=True))[1:]
        ]
        yield Problem(REPEATED(found=found[0]), again[0], found=found[0], related=tuple(related))
