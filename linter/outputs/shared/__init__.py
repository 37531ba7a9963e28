"""What several outputs share.

`listing` has the findings of a file in the language of the output, `items` the rules that found them, `regions`
lines, columns, paths and URIs, `meanings` what rules mean, `words` words for severities, `markup` escaping.
"""
