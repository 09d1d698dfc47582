"""The command line: it owns the clock and the user, parses, calls one service, prints."""
