"""What every table of a diary has in common: its rows belong to a person."""

from django.db import models


class OwnedQuerySet(models.QuerySet):
    """Rows that belong to a person; every read of a view starts with of()."""

    def of(self, person):
        return self.filter(person=person)
