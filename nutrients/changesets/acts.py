"""The acts by which tables are changed, under one roof: draft, send, publish, take back, try."""

from nutrients.changesets.drafts import (
    is_stale,
    may_publish,
    open_about,
    propose,
    rebase,
    restore,
    send,
    send_back,
    withdraw,
)
from nutrients.changesets.going_back import back_to, back_to_version, take_back
from nutrients.changesets.publishing import Stale, StaleRow, publish, publish_offered, trial
from nutrients.changesets.writing import Refused, RefusedRow

__all__ = [
    "Refused",
    "RefusedRow",
    "Stale",
    "StaleRow",
    "back_to",
    "back_to_version",
    "is_stale",
    "may_publish",
    "open_about",
    "propose",
    "publish",
    "publish_offered",
    "rebase",
    "restore",
    "send",
    "send_back",
    "take_back",
    "trial",
    "withdraw",
]
