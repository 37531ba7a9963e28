"""A run over many files.

`jobs.py` says in how many processes, `processes.py` runs them, `examining.py` is what each does with a file,
`tally.py` adds up the results, `progress.py` shows how far the run is. `streams.py` and `interrupts.py` keep
it whole: standard streams in any state, and requests to end at any moment.
"""
