"""The language server: documents as editors hold them, checked by the same engine as the command."""
