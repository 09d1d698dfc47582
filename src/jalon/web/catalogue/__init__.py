"""The catalogue of data: entities, feeds, freshness, quality, dictionary."""
