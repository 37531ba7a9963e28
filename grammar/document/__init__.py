"""The structure of a report: its parts, lines and tables.

    Source.text ──fields: lines and cells──▶ ──headings──▶ ──lexer, words──▶ tokens
    tokens ──report.lark, parser──▶ ReportPart

A part is the front or a section: its heading, its lines, and its tables as runs of labels with their cells.
"""
