"""What became of an address, and why a row of the register says what it says; and the lines that would change it.

``address`` walks the pipe for an address, ``row`` the register for an id; both end with ``mends``: lines to paste.
"""

from pipeline.explain.address import explain
from pipeline.explain.row import explain_row
from pipeline.explain.told import Step, Told

__all__ = ["Step", "Told", "explain", "explain_row"]
