"""Standing and numbers made ready to draw. Pure; templates only print.

Positions are texts for SVG attributes, percentages of the picture's width or height: a picture fits
any screen while its words keep their size.
"""
