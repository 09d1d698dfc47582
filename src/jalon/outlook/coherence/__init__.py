"""Coherence of targets: if every school meets its target, does the institute meet its own?"""
