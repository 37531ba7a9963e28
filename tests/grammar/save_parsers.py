"""Saves what Lark makes of the grammars beside them: `python -m tests.grammar.save_parsers`, after a change of a grammar or of Lark."""

from nianbao.grammar.claims.quantities import GRAMMAR as CLAIMS
from nianbao.grammar.claims.quantities import ClaimsBuilder
from nianbao.grammar.document.parser import GRAMMAR as REPORT
from nianbao.grammar.document.parser import ReportBuilder
from nianbao.grammar.lalr import save

if __name__ == "__main__":
    save(REPORT, ReportBuilder(), "report", "cell")
    save(CLAIMS, ClaimsBuilder(), "sentence", "word")
