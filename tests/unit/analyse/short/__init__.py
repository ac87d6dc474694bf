"""Tests of short texts."""
