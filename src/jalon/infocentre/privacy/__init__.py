"""Privacy at work: what is past its term, its removal with proof, and what is held on one key."""
