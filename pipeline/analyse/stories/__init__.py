"""Stories: which articles report the same happening, and which repeat another's text.

sketch (what is remembered of an article) ▶ spread (how rare words are) ▶ pair (how alike two are, and what forbids it)
▶ linkage (average linkage over the pairs that share a rare word). ``pipeline.analyse.cluster`` is the door.
"""
