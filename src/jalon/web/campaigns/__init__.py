"""Campaigns: what each unit owes, sends, explains and signs."""
