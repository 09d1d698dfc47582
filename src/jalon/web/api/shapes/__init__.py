"""The shapes of answers and of questions, from which the description in OpenAPI is made."""
