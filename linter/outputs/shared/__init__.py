"""What several outputs share: findings in the language of the output, their regions, and words for severities and verdicts."""
