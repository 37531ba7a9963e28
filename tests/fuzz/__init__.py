"""Fuzzing: inputs that are changed at random, guided by what they reach in the code, against properties that must hold whatever comes.

    python -m tests.fuzz --minutes 10          # needs the extra `fuzz`; writes LOG.md and keeps what crashes in crashes/
    python -m tests.fuzz --minutes 1 docx pdf  # only these

Inputs that once found a fault are kept in seeds/<target>/; `test_seeds.py` gives them to their targets again on every run of the tests.
"""
