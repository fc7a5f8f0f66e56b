"""Ballots on paper: who votes on paper, the sheets, and how sheets come into the count.

Why each step is as it is: docs/decisions/0026.
"""
