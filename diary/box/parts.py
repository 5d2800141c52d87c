"""What the form of a preview says of each part of a sentence. Everything here is as typed and to be checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

MOST_PARTS = 200  # more than one sentence has; a form with more was not made by us
FATES = ("", "unknown", "out")  # as read or chosen; logged as a food of which nothing is known; left out
ACTS = ("look", "open", "stay", "find", "teach", "done", "food", "unknown", "out", "back")


@dataclass(frozen=True, slots=True)
class TypedPart:
    """One part of the sentence in the form.

    read: what the server had read when it made the form, so that a choice of the person is told from a reading.
    food, portion: ids as text. teaches: the words shall mean this food from now on.
    """

    text: str
    read: str
    food: str = ""
    portion: str = ""
    quantity: str = ""
    fate: str = ""
    teaches: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """Which button was pressed, for which part. value: the id of the chosen food. words: to search foods by."""

    name: str = "look"
    part: int = -1
    value: str = ""
    words: str = ""


def typed_parts(form: Mapping[str, str]) -> list[TypedPart]:
    """The parts of a form, in their order; [] for a form without a preview."""
    parts: list[TypedPart] = []
    while len(parts) < MOST_PARTS and (text := form.get(f"part-{len(parts)}-text")) is not None:
        said = {name: form.get(f"part-{len(parts)}-{name}", "") for name in ("read", "food", "portion", "quantity")}
        fate = form.get(f"part-{len(parts)}-fate", "")
        teaches = form.get(f"part-{len(parts)}-teaches") == "yes"
        parts.append(TypedPart(text, **said, fate=fate if fate in FATES else "", teaches=teaches))
    return parts


def act_in(form: Mapping[str, str]) -> Act:
    """The button of a form, written name:part:value; a food chosen from the list of a part is the act "food"."""
    if match := re.fullmatch(r"([0-9]{1,3}):([0-9]{1,18})", form.get("pick", "")):
        return Act("food", int(match[1]), match[2])
    match = re.fullmatch(r"([a-z]{1,10})(?::([0-9]{1,3}))?(?::([0-9]{1,18}))?", form.get("act", ""))
    if not match or match[1] not in ACTS:
        return Act()
    return Act(match[1], int(match[2] or -1), match[3] or "", form.get("find", "").strip())
