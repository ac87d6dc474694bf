"""Pages that list articles, read by the CSS selectors of their source.

``read`` is the door. ``page`` grows the tree of a page, ``items`` finds the articles in it and what belongs to each,
``titles`` and ``days`` read their titles and days in the ``words`` of
elements, ``formats`` knows days as strptime describes them.
"""
