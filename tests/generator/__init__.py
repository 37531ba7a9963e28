"""Reports made to order, from grammar/formats/*.toml and independent of the code under test.

* `figures = random_figures(rng, "2021")` is what the tables say;
* `clean = draft(rng, figures)` a correct report, before any serialisation;
* `planted = FAULTS["drop-row"](clean, rng)` the same with one fault, and what a linter must say of it;
* `text = render(planted.draft, "pipe", rng)` the text that a crawler, spreadsheet or PDF reader makes of it.
"""

from tests.generator import slips  # noqa: F401  # adds its faults
from tests.generator.drafts import (
    FORMATS,
    Block,
    Cell,
    Column,
    Draft,
    Row,
    Section,
    Table,
    draft,
    expected_figures,
    failing,
    random_figures,
)
from tests.generator.faults import FAULTS, Fault, NotApplicable, Planted
from tests.generator.styles import STYLES, Variant, render, renders
from tests.generator.variety import CleanReport, clean, clean_report

__all__ = [
    "FAULTS", "FORMATS", "STYLES", "Block", "Cell", "CleanReport", "Column", "Draft", "Fault",
    "NotApplicable", "Planted", "Row", "Section", "Table",
    "Variant", "clean", "clean_report", "draft", "expected_figures", "failing", "random_figures", "render",
    "renders",
]  # fmt: skip
