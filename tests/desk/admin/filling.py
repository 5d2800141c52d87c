"""The admin's forms as a browser would send them, and what became of it."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from nutrients.changesets.rows import key_of
from nutrients.models import ChangeSet, Food
from nutrients.tables.definitions import TABLES

SAME_SOURCES = {"composition-all-again": "on"}  # of the amounts that change; looked at again
WHY = {"why": "The maker's new label", "_save": "1"}


def page_of(food: Food) -> str:
    return reverse("admin:nutrients_food_change", args=[food.pk])


def form_of(client: Client, address: str) -> dict[str, str]:
    """What the browser would send if nothing were touched but the reason."""
    response = client.get(address)
    assert response.status_code == 200
    formsets = [wrapped.formset for wrapped in response.context["inline_admin_formsets"]]
    forms = [response.context["adminform"].form, *(formset.management_form for formset in formsets)]
    forms += [form for formset in formsets for form in formset.forms]
    sent = {"opened": response.context["edit"].as_opened}
    for bound in (bound for form in forms for bound in form):
        value = bound.value()
        if value is not None and value is not False:
            sent[bound.html_name] = str(value)
    return sent | WHY


def save(client: Client, address: str, changes: dict[str, Any] | None = None) -> HttpResponse:
    """Open the page, make these changes, and save them as a draft."""
    return client.post(address, form_of(client, address) | (changes or {}))


def refusals(response: Any) -> list[str]:
    """What a page that came back says is wrong; [] where nothing did."""
    if response.status_code == 302:
        return []
    assert response.status_code == 422
    formsets = [wrapped.formset for wrapped in response.context["inline_admin_formsets"]]
    errors = [response.context["adminform"].form.errors, *(errors for formset in formsets for errors in formset.errors)]
    return [str(error) for error in errors if error]


def drafted() -> dict[tuple[str, ...], tuple[dict | None, dict | None]]:
    """The only draft there is: {(table, *key): (before, after)}."""
    changeset = ChangeSet.objects.get()
    return {(row.table, *key_of(row.key)): (row.before, row.after) for row in changeset.rows.all()}


def everything() -> dict[str, list[tuple]]:
    """Every stored row of every table."""
    return {table.name: list(table.model._default_manager.order_by("pk").values_list()) for table in TABLES}
