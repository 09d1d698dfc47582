"""Quality: what rules measure of rows that arrive, and of the lake as it stands."""
