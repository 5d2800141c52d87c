"""The last published versions on the page of a row, and the way back to them."""

from django.urls import reverse

from nutrients.changesets import acts
from nutrients.models import ChangeSet, Food
from tests.desk.cast import post, staff, waiting, zinc


def test_a_food_page_tells_its_versions_and_goes_back(loaded):
    people, egg = staff(), Food.objects.get(fdc_id=900)
    for amount in ("1.4", "1.5"):
        changeset = waiting(people.ed, zinc(amount))
        acts.publish([changeset], reviewer=people.rita, at=changeset.changed_at)
    page = people.as_ed.get(reverse("admin:nutrients_food_change", args=[egg.pk])).content.decode()
    assert page.index("Version 2") < page.index("in force") < page.index("Version 1")
    assert "1.5 mg" in page[page.index('id="versions"') :]
    assert "ed@example.org" in page[page.index('id="versions"') :]
    first = ChangeSet.objects.order_by("pk")[0]
    address = reverse("desk_history_back", args=["foods", first.pk, ("900",)])
    assert f'form="back-to-version" formaction="{address}"' in page
    post(people.as_ed, address)
    draft = ChangeSet.objects.order_by("-pk")[0]
    assert [row.after["amount per 100 g"] for row in draft.rows.all()] == ["1.4"]


def test_a_food_that_nobody_changed_says_so(editor_client, loaded):
    page = editor_client.get(reverse("admin:nutrients_food_change", args=[Food.objects.get(fdc_id=900).pk]))
    assert "No editor has changed it since it was recorded" in page.content.decode()
