"""What several outputs share.

`listing` has the findings of a file in the language of the output, `regions` lines, columns, paths and URIs,
`meanings` what rules mean, `words` words for severities, `markup` escaping, `items` JSON lists item by item.
"""
