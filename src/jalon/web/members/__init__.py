"""Who has which role: seen, granted and withdrawn."""
