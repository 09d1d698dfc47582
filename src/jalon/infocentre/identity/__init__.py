"""Identity: which keys are the same person, company or paper, decided by people and never forgotten."""
