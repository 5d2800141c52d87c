"""The list of foods a person does not eat."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Avoidance, User
from accounts.not_eaten import MOST
from tests.conftest import signed_in

HERE = "/accounts/foods-not-eaten/"


def words_of(person: User) -> list[tuple[str, str]]:
    return list(Avoidance.objects.filter(profile=person.profile).values_list("words", "reason"))


def test_a_food_is_added_and_said_to_be(ada: User, ada_client: Client) -> None:
    assert "any food may be suggested" in ada_client.get(HERE).content.decode()
    assert ada_client.post(HERE, {"words": "  pine   nuts ", "reason": "allergy"}).url == HERE
    page = ada_client.get(HERE).content.decode()
    assert "Pine nuts will not be suggested." in page
    assert words_of(ada) == [("pine nuts", "allergy")]
    assert "allergy or intolerance" in page


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"words": "", "reason": "dislike"}, "No food was named"),
        ({"words": " -- ", "reason": "dislike"}, "This names no food"),
        ({"words": "x" * 61, "reason": "dislike"}, "too long for one food"),
        ({"words": "LIVER", "reason": "dislike"}, "“LIVER” is on your list already"),
        ({"words": "kale"}, "Which of the two it is was not said"),
        ({"words": "kale", "reason": "fashion"}, "There is no such answer"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(
    ada: User, ada_client: Client, fields: dict[str, str], says: str
) -> None:
    Avoidance.objects.create(profile=ada.profile, words="liver")
    answer = ada_client.post(HERE, fields)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert f'value="{fields["words"]}"' in answer.content.decode() or not fields["words"].strip()
    assert words_of(ada) == [("liver", "dislike")]


def test_a_list_has_an_end(ada: User, ada_client: Client) -> None:
    Avoidance.objects.bulk_create(Avoidance(profile=ada.profile, words=f"food {n}") for n in range(MOST))
    answer = ada_client.post(HERE, {"words": "kale", "reason": "dislike"})
    assert "as many as it can" in answer.content.decode()
    assert len(words_of(ada)) == MOST


def test_removed_it_can_be_put_back(ada: User, ada_client: Client) -> None:
    liver = Avoidance.objects.create(profile=ada.profile, words="liver", reason="allergy")
    assert ada_client.post(reverse("not_eaten_remove", args=[liver.pk])).url == HERE
    assert words_of(ada) == []
    page = ada_client.get(HERE)
    assert "Removed from your list: liver." in page.content.decode()
    ada_client.post(HERE, page.context["removed"])
    assert words_of(ada) == [("liver", "allergy")]
    assert "Removed from your list" not in ada_client.get(HERE).content.decode()


def test_nobody_removes_from_the_list_of_another(ada: User, bob: User) -> None:
    liver = Avoidance.objects.create(profile=ada.profile, words="liver")
    assert signed_in(bob).post(reverse("not_eaten_remove", args=[liver.pk])).status_code == 404
    assert "liver" not in signed_in(bob).get(HERE).content.decode()
    assert len(words_of(ada)) == 1


def test_only_a_form_removes(ada: User, ada_client: Client) -> None:
    liver = Avoidance.objects.create(profile=ada.profile, words="liver")
    assert ada_client.get(reverse("not_eaten_remove", args=[liver.pk])).status_code == 405
