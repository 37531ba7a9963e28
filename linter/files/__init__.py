"""Files on disk, for whoever works on many of them.

`gathering.py` finds those to check, `overwrite.py` replaces one as a whole or not at all, `reasons.py` says
in words why the system refused. `readers/` make texts of files; nothing here looks into one.
"""
