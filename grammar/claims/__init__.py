"""What sentences of the prose count.

    sentence ──vocabulary: words of claims.toml──▶ ──quantities: claims.lark──▶ ──clauses, subjects──▶ Claim

`reading.claims_in` does all of it.
"""
