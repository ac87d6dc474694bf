"""Short texts made of whole sentences of others, verbatim, each with its address.

``texts`` cuts what is given into the sentences that may be used, ``traits`` measures a choice of them, ``choose`` finds
the best one. Nothing here knows of restrictions. Where the weights come from: ``benchmarks/learn_summaries.py``.
"""
