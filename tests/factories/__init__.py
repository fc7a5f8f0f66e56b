"""One factory per model, in a module per app."""
