"""The language server: documents as editors hold them, checked by the same engine as the command.

    command.py ─▶ transport.py, embedded.py     how messages come and go
                      │
                  protocol.py ─▶ server.py      which message calls what
                                     │
                  session.py ◀───────┴──────▶ features/
                      │                            │
                  diagnostics/                     │
                      └───────▶ workspace.py ◀─────┘
                                     │
                  positions.py   settings.py   client.py   report/

`features/` answer requests about one document. `diagnostics/` are sent when a document changes. Both are made
from one examination by the linter, which `workspace.py` keeps with the version of the document.
"""
