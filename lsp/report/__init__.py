"""Questions about a report that its model does not answer. Nothing here knows the protocol.

`locate.py` finds what stands at an offset, `links.py` the cells that a figure of the prose is about,
`archive.py` the report of the year before.
"""
