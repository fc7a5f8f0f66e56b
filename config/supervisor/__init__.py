"""`make demo`: the whole site on one machine, started, watched and stopped as one thing.

Standard library only. Production has its own supervisor (see docs/deployment.md); this one is for
looking at the site, for developing it, and for nothing else.
"""
