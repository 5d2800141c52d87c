from tests.small_tables import editor_client, loaded, tables

__all__ = ["editor_client", "loaded", "tables"]
