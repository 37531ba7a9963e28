"""Tables matched with those of the formats.

RawTable ──blocks: which block follows which format──▶ ──matching: rows and heads──▶ ──figures: cells──▶ Table
"""
