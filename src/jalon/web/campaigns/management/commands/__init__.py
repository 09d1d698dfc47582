"""Commands of campaigns for the machine that keeps time."""
