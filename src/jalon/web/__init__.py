"""The site: it owns the clock and the user, asks one service a page, and computes no figure."""
