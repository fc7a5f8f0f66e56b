"""What helps members decide and what they say: recommendation, notes, discussion, reasons.

Nothing here stands beside a ballot, a slot or a line of the log.
"""
