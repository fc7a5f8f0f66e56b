"""Challenges to a published record: filed with the receipt, looked into, answered by two people.

Who sees what, and why: docs/decisions/0026.
"""
