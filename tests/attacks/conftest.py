"""Fixtures for the attacks."""

from tests.endorsements.conftest import bells, set_clock

__all__ = ["bells", "set_clock"]
