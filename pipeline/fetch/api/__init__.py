"""Interfaces that answer queries: what they are asked (``questions``), and how the answers of each are read."""
