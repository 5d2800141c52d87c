from django.apps import AppConfig


class SafekeepingConfig(AppConfig):
    """Commands only: backup, verify_backup, restore, and a migrate that backs up first."""

    name = "gutcheck.safekeeping"
    label = "safekeeping"

    def ready(self) -> None:
        from gutcheck.safekeeping import start_checks  # noqa: F401 - registers them
