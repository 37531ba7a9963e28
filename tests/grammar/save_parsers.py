"""Saves the parsers that Lark generates next to their grammars: `python -m tests.grammar.save_parsers`.

Run it after a change to a grammar or a new version of Lark.
"""

from nianbao.grammar.claims.quantities import GRAMMAR as CLAIMS
from nianbao.grammar.claims.quantities import ClaimsBuilder
from nianbao.grammar.document.parser import GRAMMAR as REPORT
from nianbao.grammar.document.parser import ReportBuilder
from nianbao.grammar.lalr import save

if __name__ == "__main__":
    save(REPORT, ReportBuilder(), "report", "cell")
    save(CLAIMS, ClaimsBuilder(), "sentence", "word")
