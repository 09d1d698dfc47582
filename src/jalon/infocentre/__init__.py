"""What is known: received files read, mapped, judged and kept in a lake that is asked under a scope."""
