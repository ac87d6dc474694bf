"""The database: SQLite through sqlite-utils, typed records in and typed records out.

One file, ``offlimits.sqlite``, in WAL mode. Every write happens inside ``Store.transaction()``, which begins with
``BEGIN IMMEDIATE``: killed at any point, a batch is stored whole or not at all.
"""
