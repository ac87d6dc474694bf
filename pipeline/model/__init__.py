"""What exists: frozen records, and nothing that acts on them.

Every record is a frozen dataclass with keyword arguments. Times end in ``_at`` and are aware UTC datetimes, days end
in ``_on``, ids in ``_id``, versions in ``_version``. Records hold only strings, numbers, dates, tuples and other
records, so that each of them can be written as JSON and read back equal.
"""
