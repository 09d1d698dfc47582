"""What figures mean: trajectories and verdicts. Nothing here reads the infocentre."""
