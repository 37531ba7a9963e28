"""Checks annual reports. The command, the server and the tests all call `check` or `examine`."""

from ..grammar import Source, Span
from .config import Config
from .engine import Examination, check, examine
from .findings import CellAddress, Edit, Finding, Fix, Problem, ReadError, Related, Severity
from .messages import Message
from .readers import read
from .registry import Rule, all_rules, rule

__all__ = [
    "CellAddress", "Config", "Edit", "Examination", "Finding", "Fix", "Message", "Problem", "ReadError",
    "Related", "Rule", "Severity", "Source", "Span", "all_rules", "check", "examine", "read", "rule",
]  # fmt: skip
