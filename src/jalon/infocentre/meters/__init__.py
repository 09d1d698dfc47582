"""Series of readings: meters and weather, made into periods."""
