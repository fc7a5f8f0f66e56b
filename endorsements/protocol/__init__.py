"""The bytes of the ballot protocol: what is hashed, in which order, and how a log is replayed.

Pure: standard library only. Suite ``sb2``. `verify.py` is made from these very files.
"""
