"""The answers of the profile page: read plainly or refused beside the question."""

from datetime import date

import pytest

from accounts.forms import QUESTIONS, ProfileForm, plain_number
from accounts.models import Profile, User

TODAY = date(2026, 11, 22)
SKIPPED = {name: "" for question in QUESTIONS for name in question.fields} | {
    "reference_set": "DRI",
    "time_zone": "Europe/Berlin",
}


def filled(profile: Profile, **answers: str) -> ProfileForm:
    return ProfileForm(SKIPPED | answers, instance=profile, today=TODAY)


@pytest.mark.parametrize(
    ("text", "number"),
    [("70", 70.0), ("70.5", 70.5), ("70,5", 70.5), ("0", 0.0), ("007", 7.0)]
    + [
        (text, None)
        for text in ["", "-3", "+3", "1e3", "NaN", "inf", "４０", "٤٠", "1_000", "1,000", "1 000", "70.", ".5"]
    ],
)
def test_plain_number(text: str, number: float | None) -> None:
    assert plain_number(text) == number


def test_each_question_says_what_skipping_it_does() -> None:
    said = [str(question.skipped) for question in QUESTIONS if question.skipped]
    assert len(set(said)) == len(said) == 6


def test_every_answer_may_be_skipped(bob: User) -> None:
    form = filled(bob.profile)
    assert form.is_valid(), form.errors
    form.save()
    saved = Profile.objects.get(user=bob)
    answers = (saved.birth_year, saved.sex, saved.physiology, saved.menstruating, saved.oral_contraceptive, saved.diet)
    assert answers == (None, "", "", None, None, "")
    assert (saved.weight_kg, saved.height_cm) == (None, None)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("birth_year", "1820", "outside 1900 to 2026"),
        ("birth_year", "2090", "outside 1900 to 2026"),
        ("birth_year", "1984.5", "no decimals"),
        ("birth_year", "１９９０", "not a number we can read"),
        ("birth_year", "nineteen", "not a number we can read"),
        ("weight_kg", "-3", "not a number we can read"),
        ("weight_kg", "1e3", "not a number we can read"),
        ("weight_kg", "NaN", "not a number we can read"),
        ("weight_kg", "７０", "not a number we can read"),
        ("weight_kg", "0", "outside 20 to 400 kg"),
        ("weight_kg", "400.1", "outside 20 to 400 kg"),
        ("height_cm", "1.72", "outside 80 to 250 cm"),
        ("height_cm", "5 ft 8", "not a number we can read"),
        ("height_cm", "9" * 30, "too long for a number we can read. Write it"),
        ("weight_kg", "70\x00", "holds a character that cannot be kept"),
        ("sex", "other", "no such answer, so nothing could be saved. Choose one"),
        ("time_zone", "Mars/Olympus", "no such answer"),
        ("reference_set", "", "cannot be made without this answer. Choose one"),
        ("menstruating", "maybe", "no such answer"),
    ],
)
def test_a_bad_answer_is_refused_beside_its_question(bob: User, name: str, text: str, says: str) -> None:
    form = filled(bob.profile, **{name: text})
    assert list(form.errors) == [name]
    assert says in str(form.errors[name])


@pytest.mark.parametrize(
    ("name", "text"), [("weight_kg", "20"), ("weight_kg", "400"), ("birth_year", "1900"), ("birth_year", "2026")]
)
def test_the_bounds_belong_to_the_range(bob: User, name: str, text: str) -> None:
    assert filled(bob.profile, **{name: text}).is_valid()


@pytest.mark.parametrize("sex", ["", "male"])
@pytest.mark.parametrize(
    ("name", "text"),
    [("physiology", "pregnant"), ("physiology", "lactating"), ("menstruating", "yes"), ("oral_contraceptive", "yes")],
)
def test_female_answers_need_the_female_tables(bob: User, sex: str, name: str, text: str) -> None:
    assert list(filled(bob.profile, sex=sex, **{name: text}).errors) == [name]
    assert filled(bob.profile, sex="female", **{name: text}).is_valid()


@pytest.mark.parametrize(
    ("name", "text"), [("physiology", "none"), ("menstruating", "no"), ("oral_contraceptive", "no")]
)
def test_saying_no_fits_everybody(bob: User, name: str, text: str) -> None:
    assert filled(bob.profile, sex="male", **{name: text}).is_valid()
