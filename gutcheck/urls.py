"""Every address of the site, room by room."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path

from gutcheck import uploads, views
from gutcheck.health import views as health
from gutcheck.store import middleware as store

admin.autodiscover()
# One door: the admin has no log-in form of its own.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # the way allauth says


def own_password_page(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """Nor one for passwords, which would be a door where nobody counts the wrong ones."""
    return redirect("account_change_password")


admin.site.password_change = own_password_page  # type: ignore[method-assign, assignment]  # as the line above

# Keys, codes and sessions are nobody's to look at, and providers are named by the environment alone.
for model in (Authenticator, UserSession, SocialAccount, SocialApp, SocialToken):
    if admin.site.is_registered(model):  # a second import after a failed one would hide what failed
        admin.site.unregister(model)

handler400 = uploads.handler400
handler500 = store.handler500
urlpatterns = [
    path("", include("diary.urls")),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/3rdparty/", include("allauth.socialaccount.urls")),
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("admin/", admin.site.urls),
    path("desk/", include("desk.urls")),
    path("theme/", views.theme, name="theme"),
    path("language/", views.language, name="language"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
]
