"""How days and moments stand on every page: day before month, and a clock with its zone."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "g:i a T"
DATETIME_FORMAT = "j F Y, g:i a T"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, g:i a"
