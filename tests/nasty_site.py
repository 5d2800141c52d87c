"""A furnished site for the nasties: everybody's browser, and every page somebody can open."""

from datetime import date
from urllib.parse import quote

from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.conftest import signed_in
from tests.journeys.furnished import furnish
from tests.journeys.visits import ADA, BOB, ED, MAX, NOBODY, RITA, ROOMS
from tests.nasty_walk import Site
from tests.test_doors import ALL

BESIDES = (
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/authenticate/",
    "/accounts/email/",
    "/accounts/password/change/",
)


def site_of(ada: User, bob: User, today: date) -> Site:
    names = furnish(ada, bob, today).names
    clients = {ADA: signed_in(ada), BOB: signed_in(bob), NOBODY: Client()}
    clients |= {who: signed_in(User.objects.get(email=f"{who}@example.org")) for who in (ED, RITA, MAX)}
    for client in clients.values():
        client.raise_request_exception = True
    seen = [(visit.who, visit.address.format_map(names)) for visits in ROOMS.values() for visit in visits]
    seen += [(ADA, address) for address in BESIDES] + [(MAX, address) for address in admin_pages()]
    return Site(clients, list(dict.fromkeys(seen)))


def admin_pages() -> list[str]:
    """The list, the empty form and one row of everything the admin knows."""
    pages = []
    for model in admin.site._registry:
        names = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        if f"{names}_changelist" not in ALL:  # taken out of the admin by gutcheck.urls
            continue
        pages += [reverse(f"{names}_changelist"), reverse(f"{names}_add")]
        if row := model._default_manager.order_by("pk").first():
            pages.append(reverse(f"{names}_change", args=[quote(str(row.pk))]))
    return pages
