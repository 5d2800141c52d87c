"""An editor opens a food, changes one value, clears another, and sends it for review; on a wide screen and a phone."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from desk.roles import Role, appoint
from nutrients.changesets.rows import key_of
from nutrients.models import ChangeSet, Food, FoodNutrient
from tests.journeys.looking import look

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def milk(shipped_tables: None, ada: User) -> Food:
    appoint(ada, Role.EDITOR)
    return Food.objects.filter(name__icontains="milk", composition__nutrient="ZN").order_by("pk")[0]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_value_is_changed_another_cleared_and_both_wait_for_review(
    signed_in_page: Page, live_server: LiveServer, milk: Food, complaints: list[str], width: int
) -> None:
    page, before = signed_in_page, list(FoodNutrient.objects.filter(food=milk).order_by("pk").values_list())
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/admin/nutrients/food/")
    page.locator("#searchbar").fill(f"{milk.name}")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=milk.name, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(milk.name)
    zinc = page.get_by_label("Zinc: Amount per 100 g", exact=True)
    zinc.fill("0,5")
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_text("is not a number").first).to_be_visible()
    expect(zinc).to_have_value("0,5")
    zinc.fill("0.77")
    page.get_by_label("same source, looked at again", exact=True).check()
    page.get_by_label("Iron: Amount per 100 g", exact=True).fill("")
    page.get_by_label("Why this change?").fill("Zinc by the new analysis; iron was a typing error")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    changed = page.locator("tr.gc-changed")
    expect(changed).to_have_count(2)
    expect(changed.filter(has_text="Iron").get_by_text("changed")).to_be_visible()
    in_spite = page.get_by_label("Why in spite of the warnings?")
    if in_spite.count():
        in_spite.fill("The laboratory confirmed it")
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_text("Sent for review")).to_be_visible()
    draft = ChangeSet.objects.get()
    assert draft.state == ChangeSet.State.REVIEW
    after = {key_of(row.key)[1]: row.after for row in draft.rows.all()}
    assert after["FE"] is None
    assert after["ZN"]["amount per 100 g"] == "0.77"
    assert list(FoodNutrient.objects.filter(food=milk).order_by("pk").values_list()) == before
    assert [line for line in complaints if "422" not in line] == []


def test_the_pages_of_an_editor_look_right_everywhere(
    signed_in_page: Page, live_server: LiveServer, milk: Food, complaints: list[str]
) -> None:
    page, found = signed_in_page, {}
    addresses = (
        "/admin/", "/admin/nutrients/food/?q=milk", f"/admin/nutrients/food/{milk.pk}/change/",
        f"/admin/nutrients/food/{milk.pk}/delete/", "/admin/nutrients/foodalias/add/",
        "/admin/nutrients/referenceintake/",
    )  # fmt: skip
    for address in addresses:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        assert complaints == []
        found[address] = look(page, is_new=True)
        complaints.clear()  # the looking itself writes styles into the page
    assert {address: lines for address, lines in found.items() if lines} == {}
