"""The `audit` function's work: does what stands agree? Each module compares one pair, by listing."""
