"""Tests of the pictures of standing and numbers."""
