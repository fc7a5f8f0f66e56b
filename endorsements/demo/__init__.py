"""The demo organisation: its past as facts, everybody and everything else invented and marked so.

Loaded by `manage.py load_demo` and by nothing that serves members.
"""
