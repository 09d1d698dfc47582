"""Jobs: long work in the background, whose progress is seen and which survives a restart."""
