"""From findings to what the client shows.

Document ── checked.py ──▶ CheckedDocument ── publisher.py ──▶ client, pushed or pulled
files that are not open ── scan.py ──▲
"""
