"""A diary in which every page has something to show: what is furnished here, the crawl of every page looks at."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import uuid4

from django.conf import settings

from accounts import weekly_mail
from accounts.models import Avoidance, User
from desk.gaps.different import tell_apart
from diary.demo import fill_diary
from diary.kept.keeping import keep_week
from diary.models import CheckIn, Entry, Helping, Meal, PlannedFood, SavedFood, SavedMeal, Sentence
from diary.saved.meals import log_saved_meal
from diary.sharing.links import make_link
from diary.sharing.readers import invite, take_up
from diary.weeks import Week
from nutrients.changesets import acts
from nutrients.models import ChangeSet, Food, FoodNutrient, Nutrient, Portion
from tests.desk.cast import change, draft, gone, staff, waiting
from tests.diary.larder import own


@dataclass(frozen=True, slots=True)
class Furnished:
    """What the addresses of the pages need: the day, and the ids and tokens of what was made."""

    today: date
    ids: dict[str, object]

    @property
    def names(self) -> dict[str, object]:
        """Every name an address may hold. `week` is the last whole one, logged and open; the one before is kept."""
        week = Week.of(self.today).previous
        days = {"today": self.today, "week": week, "kept": week.previous, "logged": week.first_day}
        return self.ids | {key: str(value) for key, value in days.items()}


def furnish(ada: User, bob: User, today: date) -> Furnished:
    """Six weeks of Ada's diary and one of each thing a person can make. Bob logged nothing; he reads Ada's reports."""
    fill_diary(ada, today, settings.FIXTURES)
    week, now = Week.of(today).previous, datetime.combine(today, time(12), UTC)
    entry = Entry.objects.of(ada).filter(eaten_on=today).earliest("pk")
    recipe = _recipe(ada, entry)
    bread, pill = own_foods(ada)
    for food in (bread, pill):
        _log(ada, today, food.portions.earliest("pk"))
    log_saved_meal(recipe, eaten_on=today, meal=Meal.LUNCH, key=uuid4(), servings=2)
    words = {"text": "gloop with milk", "not_understood": ["gloop"], "state": Sentence.State.WAITING, "key": uuid4()}
    sentence = Sentence.objects.create(person=ada, eaten_on=today, meal=Meal.BREAKFAST, **words)
    planned = PlannedFood.objects.create(person=ada, date=today, portion=entry.portion, quantity=1, reason="ZN")
    for n, day in enumerate(week.days[:5]):
        felt = {"stress": n, "gut_comfort": 4 - n, "stool_form": n + 2, "note": "A long day." if n == 2 else ""}
        CheckIn.objects.update_or_create(person=ada, date=day, defaults=felt)
    Avoidance.objects.create(profile=ada.profile, words="oysters", reason=Avoidance.Reason.ALLERGY)
    keep_week(ada, week.previous, today)
    link = make_link(ada, week, now, 30, shows_notes=True)
    reader = take_up(invite(ada, "Dr Weber", "check_ins", now), bob, now)
    assert reader is not None
    return Furnished(today, {
        "entry": entry.pk, "food": entry.portion.food_id, "own": bread.pk, "supplement": pill.pk, "saved": recipe.pk,
        "helping": Helping.objects.of(ada).get().pk, "sentence": sentence.pk, "planned": planned.pk, "link": link,
        "reader": reader.pk, "invitation": invite(ada, "A friend", "reports", now),
        "stop": weekly_mail.stop_token(ada.profile), **desk(entry.portion.food.fdc_id, now),
    })  # fmt: skip


def desk(fdc_id: int | None, now: datetime) -> dict[str, object]:
    """Who keeps the tables, and of their drafts one of each kind."""
    ed, rita, *_ = staff()
    food = str(fdc_id)
    open_ = draft(ed, gone("values", food, "FE"), change("values", food, "ZN", amount_per_100_g="4.2"))
    sent = waiting(ed, change("foods", food, common="no"), reason="Nobody logs it")
    upgrade = draft(None, change("foods", food, name="As shipped"), origin=ChangeSet.Origin.UPGRADE)
    upgrade.rows.update(is_conflict=True, is_left_out=True)
    published = waiting(ed, change("food_aliases", "gloop", "porridge", note="A word of Ada’s"), reason="A word")
    release = acts.publish([published], reviewer=rita, at=now)
    withdrawn = draft(ed, change("food_aliases", "glop", "porridge", note=""), reason="Another word")
    acts.withdraw(withdrawn)
    twin = Food.objects.shared().exclude(fdc_id=fdc_id).order_by("pk")[0]
    tell_apart(ed, Food.objects.shared().order_by("-pk")[:2], "One is cooked", now)
    return {
        "draft": open_.pk, "sent": sent.pk, "upgrade": upgrade.pk, "published": published.pk, "withdrawn": withdrawn.pk,
        "release": release.version, "fdc_id": food, "other": twin.fdc_id,
    }  # fmt: skip


def own_foods(ada: User) -> tuple[Food, Food]:
    """A bread of her own, of which the label gave little, and a supplement."""
    bread = own(ada, "Ada's seeded bread")
    pill = own(ada, "Ada's daily tablet", is_supplement=True)
    for food, portion, grams in ((bread, "1 slice", 45), (pill, "1 tablet", 1)):
        Portion.objects.create(food=food, description=portion, grams=grams)
        for tagname in ("VITC", "ZN"):
            nutrient = Nutrient.objects.get(tagname=tagname)
            label = {"derivation": FoodNutrient.Derivation.LABEL, "source": "Label"}
            FoodNutrient.objects.create(food=food, nutrient=nutrient, amount=200, **label)
    return bread, pill


def _recipe(ada: User, entry: Entry) -> SavedMeal:
    recipe = SavedMeal.objects.create(person=ada, name="Sunday stew", servings=4, cooked_grams=1600)
    SavedFood.objects.create(saved_meal=recipe, portion=entry.portion, quantity=2, grams=2 * entry.portion.grams)
    meal = SavedMeal.objects.create(person=ada, name="Morning plate", meal=Meal.BREAKFAST)
    SavedFood.objects.create(saved_meal=meal, portion=entry.portion, quantity=1, grams=entry.portion.grams)
    return recipe


def _log(ada: User, on: date, portion: Portion) -> None:
    amount = {"quantity": 1, "grams": portion.grams, "assumed": "portion"}
    Entry.objects.create(person=ada, eaten_on=on, meal=Meal.BREAKFAST, portion=portion, **amount)
