"""The request of a signed-in person, for the type checker."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class PersonRequest(HttpRequest):
    """What a view gets behind SignInFirst: `user` is somebody, and HtmxMiddleware has been there."""

    user: User
    htmx: HtmxDetails
