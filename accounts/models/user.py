"""Who may sign in: a person by e-mail address."""

import hashlib
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.profile import Profile


class UserManager(BaseUserManager["User"]):
    """People by e-mail. The profile comes with the user: every page needs both."""

    def get_queryset(self) -> models.QuerySet["User"]:
        return super().get_queryset().select_related("profile")

    def select_for_update(self, *args: Any, **options: Any) -> models.QuerySet["User"]:
        """Locks the person alone: PostgreSQL cannot lock the profile that is joined to them from outside."""
        return self.get_queryset().select_related(None).select_for_update(*args, **options)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, **fields, is_staff=True, is_superuser=True)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail address"), unique=True)
    is_staff = models.BooleanField(_("may open the tables"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()
    EMAIL_FIELD = USERNAME_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_per_email")]

    def __str__(self) -> str:
        return self.email

    @property
    def pseudonym(self) -> str:
        """Names the person on their own devices, the same for ever, and says nothing about them to anybody else."""
        return hashlib.sha256(f"{self.pk} {self.date_joined.isoformat()}".encode()).hexdigest()[:16]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Every person has a profile from the start; all its answers may stay open."""
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if is_new:
            Profile.objects.get_or_create(user=self)
