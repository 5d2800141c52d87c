"""A large file is read by a worker: the whole composition takes seconds, and nobody else waits for them."""

from collections.abc import Callable
from time import monotonic

from django.utils.translation import override
from django_tasks import task

from desk.files.comparison import compared
from desk.files.preview import zipped
from desk.files.sheet import Unreadable
from desk.models import ImportedFile
from nutrients.tables.definitions import BY_NAME

# [bytes] that are read while their sender waits: up to a second of a processor as CSV, two as XLSX (the whole
# composition, 2.0 and 1.7 MB, takes 6.6 s and 12.4 s).
AT_ONCE = 300_000
TOLD_EVERY = 1.0  # [s]
State = ImportedFile.State


@task()
def read_import(token: str) -> None:
    """Begun anew where its worker died; a file that was put aside meanwhile is nobody's any more."""
    file = ImportedFile.objects.filter(token=token, state=State.WAITING).first()
    if file is None:
        return
    try:
        with override(file.language):
            comparison = compared(
                BY_NAME[file.table], bytes(file.content), missing_go=file.missing_go, progress=teller(file)
            )
    except Unreadable as error:
        end(file, state=State.REFUSED, problem=str(error))
    except Exception:
        end(file, state=State.FAILED)
        raise
    else:
        end(file, state=State.READ, percent=100, result=zipped(comparison))


def teller(file: ImportedFile) -> Callable[[float], None]:
    """Writes how far it is, seldom: each writing waits for the disk."""
    told = monotonic()

    def tell(part: float) -> None:
        nonlocal told
        if monotonic() - told >= TOLD_EVERY:
            told = monotonic()
            ImportedFile.objects.filter(pk=file.pk).update(percent=min(int(part * 100), 99))

    return tell


def end(file: ImportedFile, **values: object) -> None:
    ImportedFile.objects.filter(pk=file.pk, state=State.WAITING).update(content=b"", **values)
