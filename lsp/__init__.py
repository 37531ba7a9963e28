"""The language server: documents as editors hold them, checked by the same engine as the command.

    transport.py, embedded.py     bytes or JSON of the client
      ▸ protocol.py               messages, in an order that the protocol allows
      ▸ server.py                 which message calls what
      ▸ session.py                documents, configuration and diagnostics of one client
      ▸ features/                 answers about one document
      ▸ diagnostics/              findings, pushed when a document changes or pulled by the client
      ▸ workspace.py              a document at one version, with the examination by the linter

Below these, and knowing none of them: `positions.py` (lines and columns), `client.py` (what the editor can
do), `connection.py` (messages to it), `settings.py` (the configuration of a document), `report/` (places in a
report). `command.py` is `nianbao lsp`.
"""
