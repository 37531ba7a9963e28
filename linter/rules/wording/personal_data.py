import re
from collections.abc import Iterator

from ....grammar import Report, Span
from ...findings import Edit, Fix, Problem, Related, Severity
from ...messages import Message
from ...privacy import masked_number
from ...privacy.numbers import Kind, personal_numbers
from ...registry import rule

IDENTITY = Message(
    zh="“{masked}”是身份证号码，公开前应删去或遮盖",
    en="“{masked}” is an identity card number; remove or mask it before publishing",
)
MOBILE = Message(
    zh="“{masked}”是手机号码，公开前应删去或遮盖",
    en="“{masked}” is a mobile telephone number; remove or mask it before publishing",
)
CARD = Message(
    zh="“{masked}”是银行卡号，公开前应删去或遮盖",
    en="“{masked}” is a bank card number; remove or mask it before publishing",
)
ALSO = Message(zh="这里也有", en="here too")
MASK = Message(zh="遮盖为“{masked}”", en="mask as “{masked}”")

_MESSAGES = {Kind.IDENTITY: IDENTITY, Kind.MOBILE: MOBILE, Kind.CARD: CARD}


@rule("NB702", "personal-data", Severity.ERROR)
def personal_data(report: Report) -> Iterator[Problem]:
    found: dict[tuple[Message, str], list[Span]] = {}
    for span, kind in personal_numbers(report.source, report):
        number = re.sub("[ -]", "", report.source.text[span.start : span.end])
        found.setdefault((_MESSAGES[kind], number), []).append(span)
    for (message, number), places in found.items():
        masked = masked_number(number)
        edits = tuple(Edit(place, masked) for place in places)
        fix = Fix(MASK(masked=masked), edits, safe=False)
        yield Problem(
            message(masked=masked),
            places[0],
            found=masked,
            related=tuple(Related(ALSO(), place) for place in places[1:]),
            fixes=(fix,),
        )
