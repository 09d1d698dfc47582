"""Charts as SVG: one drawing for paper and screen, readable in black and white."""
