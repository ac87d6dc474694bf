"""From the register to one week's edition: what changed, what it means for us, which days are next.

Sentences come from a closed set of patterns over the register's fields (``phrase``); what fits no pattern is left out.
"""
