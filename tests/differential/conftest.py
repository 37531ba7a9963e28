"""The server that texts are opened in, as where it is compared with the command on whole texts."""

from tests.lsp.test_parity import server as server
