"""What rows add up to: measures, plans, figures, completeness."""
