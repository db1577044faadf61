"""Pages from data: pure, deterministic, no clock and no environment."""
