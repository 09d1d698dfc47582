"""What every page stands on: the frame, the words, the pieces, the headers, the doorkeeper."""
