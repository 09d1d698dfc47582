"""Who may do what: rights by role, unit and sensitivity. What is not granted is refused, in words."""
