from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ImportedFile(models.Model):
    """A table that an editor sent as a file, on its way to a draft: read at once, or by a worker where that takes long.

    It is theirs alone, and goes with the draft, when it is put aside, or after a day.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READ = "read", _("Read")
        REFUSED = "refused", _("Cannot be used")
        FAILED = "failed", _("Failed")

    token = models.CharField(_("token"), max_length=32, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    table = models.CharField(_("table"), max_length=40)
    missing_go = models.BooleanField(_("rows missing from it go"), default=False)
    language = models.CharField(_("language"), max_length=10, help_text=_("In which its reader is told of it."))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    percent = models.PositiveSmallIntegerField(_("percent read"), default=0)
    content = models.BinaryField(_("what was sent"), blank=True, help_text=_("Blank once it was read."))
    result = models.BinaryField(_("what it says"), null=True, blank=True, help_text=_("Zipped; blank: not read."))
    problem = models.TextField(_("why it cannot be used"), blank=True)
    sent_at = models.DateTimeField(_("sent at"), db_index=True)

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="imported_file_is_read_once"),
            models.CheckConstraint(condition=~Q(state="read") | Q(result__isnull=False), name="read_file_has_a_result"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(problem=""), name="refused_file_says_why"),
        ]

    def __str__(self) -> str:
        return self.file_name or self.token
