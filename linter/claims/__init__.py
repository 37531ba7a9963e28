"""Claims of the prose, and how they stand to the tables.

Sentences ▸ statements (claims in their sentences) ▸ readings (the cells that each may mean) ▸ contradictions ▸ problems.
`prose` is the whole of it for one report, which rules look at.
"""
