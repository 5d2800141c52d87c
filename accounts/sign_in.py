"""allauth's pages of coming in and going out, where ours say or do more."""

from typing import Any

from allauth.account import views as allauth_views
from django.conf import settings
from django.http import HttpResponse
from django.utils.decorators import method_decorator

from accounts import demo
from accounts.adapter import token_in
from accounts.security.attempts import guarded
from accounts.security.social import way_in


class LoginView(allauth_views.LoginView):
    """Says how to look around as the demo person, and which other way in the owner named."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"demo": demo.sign_in_hint(), "provider": way_in()}


@method_decorator(guarded("invitation"), name="dispatch")
class SignupView(allauth_views.SignupView):
    """An invitation that opens nothing is a wrong guess."""

    def closed(self) -> HttpResponse:
        response: HttpResponse = super().closed()
        response.status_code = 404 if token_in(self.request) else 200
        return response


class LogoutView(allauth_views.LogoutView):
    """Pages the browser kept are forgotten. What waits to be sent is kept apart from them, and stays (outbox.js)."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post(*args, **kwargs)
        if settings.HTTPS or settings.LOCAL_ONLY:  # elsewhere browsers refuse it, and say so
            response.headers["Clear-Site-Data"] = '"cache"'
        return response


class PasswordResetView(allauth_views.PasswordResetView):
    """Says where the mail goes on a server that sends none."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"mail_is_printed": not settings.EMAIL_HOST}


class PasswordResetDoneView(allauth_views.PasswordResetDoneView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"mail_is_printed": not settings.EMAIL_HOST}


@method_decorator(guarded("reset-key"), name="dispatch")
class PasswordResetFromKeyView(allauth_views.PasswordResetFromKeyView):
    """A link that opens nothing is a wrong guess."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if context.get("token_fail"):
            kwargs["status"] = 404
        response: HttpResponse = super().render_to_response(context, **kwargs)
        return response
