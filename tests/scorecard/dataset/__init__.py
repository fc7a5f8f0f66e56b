"""Tests of the files of data."""
