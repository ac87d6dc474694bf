"""Reading texts of a few lines: a title with a digest, a feed's summary, the teaser in front of a paywall.

::

    title, text ──pieces──▶ clauses ──frames──▶ words that restrict, with their stance ──parties──▶ who, what
                                                          │
                                                        read ──▶ events

A digest shares its work with its title: the title names the tool and the text the deed, or the other way round, and
sentences lose their subjects ("Back in the app stores after two months"). So the two are read as one text here, while
the grammar of full articles asks of every sentence that it says all by itself.
"""
