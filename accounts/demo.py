"""The person `make run` signs you in as. Only on an install that nobody but this machine can reach."""

from datetime import date

from django.conf import settings

from accounts.models import Profile, User
from nutrients.models.reference import Sex

EMAIL = "demo@example.org"
PASSWORD = "porridge with oat milk"  # noqa: S105 - public on purpose, see LOCAL_ONLY


def make_demo_person(today: date) -> bool:
    """Make the person with a filled-in profile; False when they exist already."""
    if User.objects.filter(email=EMAIL).exists():
        return False
    person = User.objects.create_user(EMAIL, PASSWORD)
    Profile.objects.filter(user=person).update(
        birth_year=today.year - 34, sex=Sex.FEMALE, menstruating=True, diet=Profile.Diet.MOSTLY_PLANTS
    )
    return True


def sign_in_hint() -> dict[str, str] | None:
    """E-mail and password of the demo person, None where there is none or the install is open to a network."""
    if not settings.LOCAL_ONLY or not User.objects.filter(email=EMAIL, is_active=True).exists():
        return None
    return {"email": EMAIL, "password": PASSWORD}
