"""What two people do to a round: one proposes it with a reason, another confirms it within a day.

The acts are `members.proposals` ones, and the only way from any page to these commands. What is
due by the clock needs nobody and does not come here.
"""
