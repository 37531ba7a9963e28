"""The official formats as data.

    2019.toml, 2021.toml ──loading──▶ Format (sections, tables, rows, equations) ──▶ Labels: what a text may mean

`alignment` sets found labels against expected ones. How alike two labels are is decided in `labels` alone.
A format is one TOML file; a team's own needs no code.
"""
