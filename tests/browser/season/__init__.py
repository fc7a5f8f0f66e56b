"""A whole season of endorsements, played through the pages."""
