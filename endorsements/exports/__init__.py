"""Public records in the shapes that other people's tabulators read. Pure: records in, text out.

What is written here is derived from the record each time it is asked for and stored nowhere; the
record itself is what `publication.py` writes.
"""
