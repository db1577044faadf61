"""Everything back: the files as they were uploaded, and each article as ninjs."""
