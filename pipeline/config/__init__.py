"""The configuration: feeds.yaml and inventory.yaml, read whole and checked whole.

Every error names file, line and key, and says what would be right; all errors are reported at once.
"""
