"""Words as they are searched for: without accents, capitals, apostrophes and hyphens."""

from django.db.models import Func, TextField

# Letters that Unicode does not take apart; what has no counterpart at the end is left out.
LETTERS = "ØøŁłĐđÐðıŒœÆæ-\u2010\u2011\u2013'\u2019\u2018\u02bc`\u00b4"
BECOME = "OoLlDdDdiOoAa    "


class Plain(Func):
    """A text made plain by the database, so that what is stored and what is typed become alike.

    Immutable, and without an extension: a column can be made of it. Accents go before capitals
    do, since databases with the locale "C" know the capitals of plain letters alone.
    """

    template = (
        "lower(regexp_replace(normalize(translate(%(expressions)s, "
        + "'"
        + LETTERS.replace("'", "''")
        + f"', '{BECOME}'), NFKD), "
        "'[\\u0300-\\u036f]', '', 'g'))"
    )
    output_field = TextField()
