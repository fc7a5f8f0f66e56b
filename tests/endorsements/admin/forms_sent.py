"""Reads the form of a page as a browser would send it."""

from html.parser import HTMLParser

UNSENT = ("submit", "button", "file")


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.sent = {}
        self.select = self.textarea = None

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        name = found.get("name", "")
        if tag == "input" and name and found.get("type") not in UNSENT:
            if found.get("type") not in ("checkbox", "radio"):
                self.sent[name] = found.get("value") or ""
            elif "checked" in found:
                self.sent[name] = found.get("value") or "on"
        elif tag == "textarea":
            self.textarea, self.sent[name] = name, ""
        elif tag == "select":
            self.select, self.sent[name] = name, ""
        elif tag == "option" and self.select and "selected" in found:
            self.sent[self.select] = found.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.textarea = None
        elif tag == "select":
            self.select = None

    def handle_data(self, text):
        if self.textarea:
            self.sent[self.textarea] += text


def form_of(response):
    """Name to value of every field, the template rows for new ones left out."""
    reader = _Reader()
    reader.feed(response.content.decode())
    return {name: value for name, value in reader.sent.items() if "__prefix__" not in name}


def errors_of(response):
    """Every error of a form of a round that was refused, by field."""
    page = response.context
    found = dict(page["adminform"].form.errors)
    for contests in page["inline_admin_formsets"]:
        for row in contests.formset.forms:
            found |= row.errors
            for nested in row.nested_formsets:
                for candidate in nested.formset.forms:
                    found |= candidate.errors
    return {field: list(messages) for field, messages in found.items()}
