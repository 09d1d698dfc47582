"""Content shipped with Jalon: entities, units, default rules. YAML only."""
