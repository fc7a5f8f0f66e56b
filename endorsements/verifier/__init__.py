"""The auditor's program: checks a downloaded record and recounts every contest.

Pure: standard library, `endorsements.protocol` and `endorsements.tally` only; PyNaCl, where it is
installed, for signatures. `dist/verify.py` is all of it in one file, written by
`python manage.py build_verifier`.
"""
