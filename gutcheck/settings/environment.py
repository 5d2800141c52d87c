"""What may differ between installs is an environment variable GUTCHECK_...; a wrong one stops the start."""

import os

from django.core.exceptions import ImproperlyConfigured


def env(name: str, default: str = "") -> str:
    return os.environ.get(f"GUTCHECK_{name}", default).strip()


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


def env_flag(name: str, default: bool) -> bool:
    text = env(name, "1" if default else "0").lower()
    if text not in {"0", "1", "yes", "no", "true", "false"}:
        raise ImproperlyConfigured(f"GUTCHECK_{name} is {text!r}; write 1 or 0.")
    return text in {"1", "yes", "true"}


def env_number(name: str, default: int) -> int:
    text = env(name, str(default))
    if not text.isdecimal():
        raise ImproperlyConfigured(f"GUTCHECK_{name} is {text!r}; write a whole number.")
    return int(text)
