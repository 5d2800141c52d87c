"""What editors change in the tables: drafts, what was published of them, and what it was before."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nutrients.models.rulebook import TableRelease


class ChangeSet(models.Model):
    """Changes of the tables that belong together, with their reason. Published ones are the history of the tables.

    Nothing of it is in force before it is published; then all of it is, under the number of its release.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("To be reviewed")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Origin(models.TextChoices):
        FORM = "form", _("Form")
        FILE = "file", _("Spreadsheet")
        UPGRADE = "upgrade", _("New version of GutCheck")
        ROLLBACK = "rollback", _("Taken back")
        COMMAND = "command", _("Command")
        OFFER = "offer", _("Offered by a person")

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    origin = models.CharField(_("made by"), max_length=10, choices=Origin)
    reason = models.TextField(_("reason"), help_text=_("Why, and by which source. It stays in the history."))
    override = models.TextField(
        _("why in spite of the warnings"), blank=True, help_text=_("Blank: no check warned, or nobody answered it yet.")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("author"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last changed at"), auto_now=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("reviewer"),
    )  # fmt: skip
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    review_note = models.TextField(_("what the reviewer says"), blank=True)
    release = models.ForeignKey(
        TableRelease, null=True, blank=True, on_delete=models.PROTECT, related_name="changesets",
        verbose_name=_("release"),
    )  # fmt: skip
    takes_back = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="taken_back_by",
        verbose_name=_("takes back"),
    )  # fmt: skip

    class Meta:
        ordering = ["-changed_at", "-pk"]
        verbose_name = _("set of changes")
        verbose_name_plural = _("sets of changes")
        permissions = [("review_changeset", _("May publish changes of the tables"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="published", release__isnull=False) | (~Q(state="published") & Q(release=None)),
                name="published_changes_have_a_release",
            ),
            models.CheckConstraint(condition=~Q(reason="") | Q(state="draft"), name="changes_have_a_reason"),
        ]

    def __str__(self) -> str:
        return self.reason[:80]


class RowChange(models.Model):
    """One row of a table before and after, cell by cell, as the files write it."""

    changeset = models.ForeignKey(
        ChangeSet, on_delete=models.CASCADE, related_name="rows", verbose_name=_("set of changes")
    )  # fmt: skip
    table = models.CharField(_("table"), max_length=40, help_text=_("As its file is called; values: composition."))
    key = models.CharField(
        _("key"),
        max_length=400,
        help_text=_("The cells that tell the row apart, as a JSON list, in the table’s order."),
    )
    label = models.CharField(_("row"), max_length=250, help_text=_("What people call it."))
    before = models.JSONField(_("before"), null=True, help_text=_("{column: cell}; null: there was no such row."))
    after = models.JSONField(_("after"), null=True, help_text=_("{column: cell}; null: the row goes."))
    is_left_out = models.BooleanField(_("left out"), default=False, help_text=_("Not to be published with the rest."))
    is_conflict = models.BooleanField(
        _("conflict"), default=False, help_text=_("A new version of GutCheck and an editor both changed it.")
    )

    class Meta:
        ordering = ["changeset", "pk"]
        verbose_name = _("changed row")
        verbose_name_plural = _("changed rows")
        indexes = [models.Index(fields=["table", "key"], name="row_changes_of_a_row")]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False), name="row_change_changes_something"
            )
        ]

    def __str__(self) -> str:
        return self.label


class ShippedTables(models.Model):
    """The table files that this install last took over from GutCheck itself: what an upgrade compares with."""

    version = models.CharField(_("release"), max_length=20)
    taken_over_at = models.DateTimeField(_("taken over at"), auto_now_add=True)
    archive = models.BinaryField(_("the files, zipped"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("shipped tables")
        verbose_name_plural = _("shipped tables")

    def __str__(self) -> str:
        return self.version
