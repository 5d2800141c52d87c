"""What went wrong, told without a word of what was being worked on: a message may hold what somebody ate."""

import traceback
from pathlib import Path

from django.conf import settings


def told(error: BaseException) -> str:
    """The kind of error and where in the code it came up: "ValueError in diary/report.py:57 (_read)"."""
    frames = traceback.extract_tb(error.__traceback__)
    kind = type(error).__name__
    if not frames:
        return kind
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(settings.BASE_DIR)]
    frame = (ours or frames)[-1]
    path = Path(frame.filename)
    place = path.relative_to(settings.BASE_DIR) if ours else Path(path.name)
    return f"{kind} in {place}:{frame.lineno} ({frame.name})"
