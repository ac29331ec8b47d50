"""The evaluator against Microsoft's documentation."""
