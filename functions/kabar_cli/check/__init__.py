"""Checking articles before they are uploaded: what would reject them, and the house lints."""
