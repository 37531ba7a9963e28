"""Match the tables of a report with those of the formats.

RawTable ──blocks: the format of each block──▶ ──matching: rows and heads──▶ ──figures: cells──▶ Table
"""
