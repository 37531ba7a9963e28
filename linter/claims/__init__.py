"""Claims of the prose, and how they stand to the tables.

Sentences ▸ statements (claims in their sentences) ▸ readings (the cells that each may mean)
▸ contradictions ▸ problems. Rules look at `prose`, which holds all of them for one report.
"""
