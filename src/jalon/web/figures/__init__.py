"""The glance, indicators, units, coherence, vintages: what figures say, and where they come from."""
