"""Measured comparisons with others. Not part of the package, and never a test."""
