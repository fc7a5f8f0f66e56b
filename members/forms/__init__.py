"""Forms of the members' own pages."""
