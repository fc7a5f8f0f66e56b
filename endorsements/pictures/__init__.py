"""Results and turnout made ready to draw. Pure; templates only print.

Positions are texts for SVG attributes: percentages of the picture's width or height, so that a
picture fits any screen while its words keep their size; the flow of a ranked count alone has
lengths of its own, and scrolls.
"""
