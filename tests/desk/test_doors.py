"""Every page of the desk, tried by those who may not; and by all who may, with a diary full of one word."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Avoidance, User
from desk.doors import is_admin, is_editor, is_reviewer
from diary.models import CheckIn, Day, Entry, Meal, PlannedFood, SavedMeal, Sentence
from nutrients.changesets import acts
from nutrients.models import ChangeSet, Food, Portion
from tests.desk.cast import Staff, change, draft, waiting, zinc
from tests.test_doors import ADMIN, ADMIN_IDS, ALL, ROWS

DESK = sorted(name for name in ROWS if name.startswith("desk"))
WORD = "Quuxberry"
LEADS_OUT = re.compile(r"logout|password_change|autocomplete|jsi18n")


def url_of(name: str, changeset: ChangeSet) -> str:
    ids = {key: changeset.pk if key == "pk" else value for key, value in ROWS[name].items()}
    return reverse(name, kwargs=ids)


@pytest.mark.parametrize("name", DESK)
def test_everybody_else_is_refused(name, desk_staff, bob_client):
    changeset = draft(desk_staff.ed, zinc("1.4"))
    address = url_of(name, changeset)
    for answer in (bob_client.get(address), bob_client.post(address, {"key": uuid4()})):
        assert answer.status_code == 403
        assert "This page is not yours to open" in answer.content.decode()


def test_each_role_may_what_the_ones_before_may(desk_staff, bob):
    people = [bob, desk_staff.ed, desk_staff.rita, desk_staff.max]
    assert [is_editor(person) for person in people] == [False, True, True, True]
    assert [is_reviewer(person) for person in people] == [False, False, True, True]
    assert [is_admin(person) for person in people] == [False, False, False, True]
    User.objects.filter(pk=desk_staff.max.pk).update(is_active=False)
    assert not is_editor(User.objects.get(pk=desk_staff.max.pk))


@pytest.fixture
def diary_full_of_a_word(desk_staff: Staff, bob: User) -> None:
    """Bob's: own food, days, entries, a meal, a plan, a sentence, a note, an allergy; all of it says Quuxberry."""
    food = Food.objects.create(owner=bob, name=WORD, description=WORD, data_type="own_food", category=WORD, source=WORD)
    portion = Portion.objects.create(food=food, description=f"1 {WORD}", grams=12)
    for n in range(28):
        on = date.today() - timedelta(days=n + 1)  # noqa: DTZ011 - any days will do
        Day.objects.create(person=bob, date=on, complete=True)
        Entry.objects.create(person=bob, eaten_on=on, meal=Meal.LUNCH, portion=portion, quantity=1, grams=12)
    CheckIn.objects.create(person=bob, date=on, note=WORD, stress=1)
    words = {"text": WORD, "not_understood": [WORD], "state": Sentence.State.WAITING, "key": uuid4()}
    Sentence.objects.create(person=bob, eaten_on=on, meal=Meal.LUNCH, **words)
    SavedMeal.objects.create(person=bob, name=WORD, servings=2)
    PlannedFood.objects.create(person=bob, date=on, portion=portion, quantity=1)
    Avoidance.objects.create(profile=bob.profile, words=WORD)


@pytest.mark.parametrize("who", ["as_ed", "as_rita", "as_max"])
def test_nobody_at_the_desk_sees_a_diary(who, desk_staff, diary_full_of_a_word, bob):
    client: Client = getattr(desk_staff, who)
    open_, sent = draft(desk_staff.ed, zinc("1.4")), waiting(desk_staff.ed, change("foods", "1200", common="yes"))
    acts.publish([waiting(desk_staff.ed, zinc("1.3"))], reviewer=desk_staff.rita, at=open_.created_at)
    addresses = [url_of(name, changeset) for name in DESK for changeset in (open_, sent)]
    ids = ADMIN_IDS | {"object_id": str(Food.objects.get(fdc_id=900).pk)}
    addresses += [
        reverse(name, kwargs={key: ids[key] for key in ALL[name].pattern.regex.groupindex})
        for name in ADMIN if not LEADS_OUT.search(name)
    ]  # fmt: skip
    hers = Food.objects.get(name=WORD).pk
    addresses += [f"/admin/nutrients/food/{hers}/{page}/" for page in ("change", "delete", "history")]
    addresses += [f"/admin/nutrients/food/?q={WORD[:-1]}", f"/desk/history/foods/{hers}/"]
    seen = 0
    for address in dict.fromkeys(addresses):
        answer = client.get(address, follow=True)
        page = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode(errors="replace")
        assert WORD not in page, address
        if who != "as_max":  # an admin appoints people by their address
            assert bob.email not in page, address
        seen += answer.status_code == 200
    assert seen > 30
