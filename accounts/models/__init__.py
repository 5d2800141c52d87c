"""Who the person is: a log-in by e-mail, and the answers that choose reference values."""

from accounts.models.avoidance import Avoidance
from accounts.models.erasure import ErasedPerson, ErasureRequest
from accounts.models.invitation import Invitation, hash_of
from accounts.models.profile import (
    ADULT_AGE,
    ADULT_BANDS,
    EARLIEST_BIRTH_YEAR,
    HEIGHT_BOUNDS,
    WEIGHT_BOUNDS,
    Profile,
    Weekday,
    default_time_zone,
    is_time_zone,
)
from accounts.models.user import User, UserManager

__all__ = [
    "ADULT_AGE",
    "ADULT_BANDS",
    "EARLIEST_BIRTH_YEAR",
    "HEIGHT_BOUNDS",
    "WEIGHT_BOUNDS",
    "Avoidance",
    "ErasedPerson",
    "ErasureRequest",
    "Invitation",
    "Profile",
    "User",
    "UserManager",
    "Weekday",
    "default_time_zone",
    "hash_of",
    "is_time_zone",
]
