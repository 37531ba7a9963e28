"""Fuzzing: random inputs, guided by the code they reach, against properties that must always hold.

    python -m tests.fuzz --minutes 10          # needs the extra `fuzz`; writes LOG.md and crashes/
    python -m tests.fuzz --minutes 1 docx pdf  # only these

Inputs that once found a fault are kept in seeds/<target>/; `test_seeds.py` gives them to their targets again
on every run of the tests.
"""
