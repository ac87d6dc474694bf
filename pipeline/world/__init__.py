"""The sample world: made-up outlets with articles about true events, and the loopback server that serves them.

``content`` loads it, ``pages`` renders pages and feeds, ``answers`` decides what a request gets, ``server`` sends it,
and ``sources`` says what a configuration needs to read it. Articles, outlets, skeletons of pages and filler are data
files beside the modules. The world has a clock of its own: whoever serves it says what time it is.
"""
