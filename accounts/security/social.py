"""Signing in through the one provider the owner named; who may start a diary that way is decided as everywhere."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from requests import RequestException


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """An invitation leads to the sign-up page; afterwards the person joins the two on the security page."""
        return settings.SIGNUP_OPEN

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("security")


def way_in() -> dict[str, str] | None:
    """Name and address of the provider's button, None where the owner named no provider."""
    for app in settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", []):
        return {"name": app["name"], "url": reverse("openid_connect_login", args=[app["provider_id"]])}
    return None


@login_not_required
def to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """allauth's way there; says so where the provider cannot be reached. Without a provider: 404."""
    try:
        response: HttpResponse = openid_connect.login(request, provider_id)
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=502)
    return response
