"""SQLite database backend with a fair queue for writers.

SQLite's own busy handler sleeps and retries, so late-comers starve. Here a writer takes an flock() before
BEGIN IMMEDIATE and gives it back at COMMIT, ROLLBACK or close. The kernel wakes waiters in order and drops the
lock when a process dies, so nobody starves and nothing sticks. One host only; several hosts use PostgreSQL.
"""

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    _turn: int | None = None

    def _take_turn(self) -> None:
        if self._turn is None and self.transaction_mode == "IMMEDIATE" and not self.is_in_memory_db():
            path = f"{self.settings_dict['NAME']}.turn"
            self._turn = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._turn, fcntl.LOCK_EX)

    def _give_turn(self) -> None:
        if self._turn is not None:
            turn, self._turn = self._turn, None
            os.close(turn)

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._give_turn()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()
        finally:
            self._give_turn()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()
        finally:
            self._give_turn()

    def _close(self) -> Any:
        try:
            return super()._close()
        finally:
            self._give_turn()
