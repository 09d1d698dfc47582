"""Pages of campaigns, by what they are about."""
