"""What the institution says: contract, perimeter, indicators, entities, sources, parameters."""
