"""Accounts: who may sign in, their roles, and how they prove who they are."""
