"""The official formats as data.

    2019.toml, 2021.toml ──loading──▶ Format: sections, tables, rows, equations
                                      └──▶ Labels: what a text may mean

`alignment` compares found labels with expected ones. Only `labels` decides how alike two labels are.
A format is one TOML file; a team's own needs no code.
"""
