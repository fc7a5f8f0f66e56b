"""Mails of a round to its roll: their words, when they are due, copies queued, sent, counted."""
