"""Read the figures of prose sentences as claims.

    sentence ──vocabulary: words of claims.toml──▶ ──quantities: claims.lark──▶ ──clauses, subjects──▶ Claim

`reading.claims_in` runs all these steps.
"""
