"""How members vote."""
