from django.apps import AppConfig


class WorkConfig(AppConfig):
    """What runs by itself, and when it last did."""

    name = "gutcheck.work"
    label = "work"
