"""The measures: small monoids. A state per cell, merge across units, finish to a value."""
