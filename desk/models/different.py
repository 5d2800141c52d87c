from collections.abc import Collection, Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DifferentFoods(models.Model):
    """Foods that look like one and are not: somebody looked, and said why. For every editor, until it is taken back.

    Foods are named by their numbers, which a restored or newly loaded table keeps; one that goes leaves the row as it
    is, and no removal of a food waits for it.
    """

    foods = models.CharField(
        _("foods"), max_length=1000, unique=True,
        help_text=_("Their numbers, the smallest first, a blank between them."),
    )  # fmt: skip
    reason = models.CharField(_("why they are different foods"), max_length=300)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("said by"),
    )  # fmt: skip
    said_at = models.DateTimeField(_("said at"))

    class Meta:
        ordering = ["-said_at", "-pk"]
        verbose_name = _("foods told apart")
        verbose_name_plural = _("foods told apart")
        constraints = [
            models.CheckConstraint(condition=Q(foods__contains=" "), name="different_foods_are_several"),
            models.CheckConstraint(condition=~Q(reason=""), name="different_foods_have_a_reason"),
        ]

    def __str__(self) -> str:
        return self.foods

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(map(int, self.foods.split()))


def key_of(numbers: Iterable[int]) -> str:
    """As `foods` holds them."""
    return " ".join(map(str, sorted(set(numbers))))


def are_told_apart(numbers: Collection[int], known: Iterable[frozenset[int]]) -> bool:
    """Whether somebody said of all of these, together, that they are different foods."""
    return any(known_of.issuperset(numbers) for known_of in known)
