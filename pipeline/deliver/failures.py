"""Why a mail was not handed over.

DeliveryError
├── TransientRefusal   not now: try again in a later run
├── PermanentRefusal   never: somebody has to mend an address or a setting
└── UnknownFate        the connection broke when the server may already have had the mail; sending again may repeat it
"""

from pipeline.model.errors import DeliveryError


class TransientRefusal(DeliveryError):  # noqa: N818 - what happened reads better than "error"
    """The server cannot be reached or says "later" (4xx); the mail was not taken."""


class PermanentRefusal(DeliveryError):  # noqa: N818 - as above
    """The server says "no" (5xx), or the connection would not be safe; the mail was not taken."""


class UnknownFate(DeliveryError):  # noqa: N818 - as above
    """The connection was lost between the mail and the server's answer to it."""
