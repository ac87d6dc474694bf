"""Mails in a browser: how they look at the widths of a telephone and of a desk, by day and by night."""
