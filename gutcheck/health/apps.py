from django.apps import AppConfig


class HealthConfig(AppConfig):
    """One command, doctor; no models."""

    name = "gutcheck.health"
    label = "health"
