"""Offlimits: which AI tools are off limits, to whom, from when, and does it touch us?"""

__version__ = "0.1.0"
