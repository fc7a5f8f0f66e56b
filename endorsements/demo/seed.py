"""Chance that falls the same way for the same seed."""

from random import Random

DEFAULT_SEED = 2011


def dice(seed: int, purpose: str) -> Random:
    """Dice of their own for each purpose, so that a change in one place moves nothing else."""
    return Random(f"{seed}:{purpose}")  # noqa: S311 - invents people, keeps no secret
