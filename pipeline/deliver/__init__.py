"""Bytes to the world: ``publish`` puts a site or a mail on disk, ``smtp`` hands a mail to a server.

What is published is seen whole or not at all. Each mail ends in exactly one way: handed over, refused for now, refused
for good, or of unknown fate (``failures``). ``hold`` decides when a draft goes out. ``preview`` shows a site on
loopback.
"""
