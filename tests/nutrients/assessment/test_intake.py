"""Foods eaten -> what was recorded, how much of it is known, and the estimate."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrients.assessment.eaten import Composition, DayIntake, FoodEaten, at_one_density
from nutrients.assessment.intake import IntakeEstimate, estimate_intake
from tests.nutrients.assessment.kitchen import FOODS, MONDAY, diary_of, food

Diary = tuple[DayIntake, ...]


def day_of(*eaten: tuple[Composition, float], complete: bool = True) -> DayIntake:
    return DayIntake(MONDAY, complete, tuple(FoodEaten(what, grams) for what, grams in eaten))


def test_recorded_is_the_mean_over_the_complete_days(diary: Diary) -> None:
    """
    mon  egg, whole   100 g   complete
    tue  egg, whole   100 g   complete
    tue  bread        200 g
    wed  oysters      100 g

    Monday 1.3 mg of zinc, Tuesday 1.3 + 2 x 0.8 = 2.9 mg, so 4.2 / 2 = 2.1 mg a day. Wednesday is open.
    """
    intake = estimate_intake("ZN", diary)
    assert (intake.recorded, intake.known_share) == (pytest.approx(2.1), 1.0)
    assert intake.estimate == pytest.approx(2.1)
    assert [day.recorded for day in intake.days[:3]] == pytest.approx([1.3, 2.9, 60.0])
    assert len(intake.complete_days) == 2


def test_a_value_that_is_not_known_is_not_zero(diary: Diary) -> None:
    """
    mon  bread   320 g   complete
    mon  tofu    200 g

    Bread 800 kcal with 2.56 mg of zinc, tofu 200 kcal without a value: c = 800 / 1000, estimate 2.56 / 0.8 = 3.2 mg.
    """
    intake = estimate_intake("ZN", diary)
    assert intake.recorded == pytest.approx(2.56)
    assert intake.known_share == 0.8
    assert intake.estimate == pytest.approx(3.2)
    assert [contribution.name for contribution in intake.unknown] == ["tofu"]
    assert intake.unknown[0].amount is None
    assert intake.unknown[0].share == pytest.approx(0.2)


def test_a_zero_that_a_table_gives_is_known(diary: Diary) -> None:
    """
    mon  sugar   100 g   complete
    """
    intake = estimate_intake("ZN", diary)
    assert (intake.recorded, intake.known_share, intake.estimate) == (0.0, 1.0, 0.0)
    assert intake.unknown == ()
    assert intake.known == ()  # nothing gave anything


def test_nothing_known_leaves_no_estimate(diary: Diary) -> None:
    """
    mon  tofu   100 g   complete
    """
    intake = estimate_intake("ZN", diary)
    assert (intake.recorded, intake.known_share, intake.estimate) == (None, 0.0, None)
    assert intake.capped_estimate(5.0) is None
    assert intake.days[0].nothing_known


def test_a_day_knows_nothing_only_where_no_food_has_a_value(diary: Diary) -> None:
    """
    mon  tofu       100 g   complete
    tue  tofu       100 g   complete
    tue  sugar       10 g
    wed  nothing            complete
    """
    intake = estimate_intake("ZN", diary)
    assert [day.nothing_known for day in intake.days[:3]] == [True, False, False]
    assert [day.recorded for day in intake.days[:3]] == [0.0, 0.0, 0.0]


def test_without_a_complete_day_nothing_is_said(diary: Diary) -> None:
    """
    mon  bread   100 g
    """
    intake = estimate_intake("ZN", diary)
    assert (intake.recorded, intake.known_share, intake.estimate) == (None, None, None)
    assert intake.contributions == ()
    assert intake.days[0].recorded == pytest.approx(0.8)  # shown, never averaged


def test_a_food_without_energy_weighs_its_grams_at_the_density_of_its_day(diary: Diary) -> None:
    """
    mon  bread       100 g   complete
    mon  potatoes    100 g
    mon  snack bar    50 g

    330 kcal in 200 g are 1.65 kcal/g; the bar weighs 82.5 of 412.5 kcal and has no value for iron: c = 330 / 412.5.
    """
    assert diary[0].weights == pytest.approx((250, 80, 82.5))
    assert estimate_intake("FE", diary).known_share == pytest.approx(0.8)


def test_where_no_energy_is_known_the_grams_weigh() -> None:
    known, unknown = food("a", None, 1, amounts={"ZN": 1.0}), food("b", None, 2)
    intake = estimate_intake("ZN", [day_of((known, 300), (unknown, 100))])
    assert intake.known_share == 0.75


def test_a_day_of_no_energy_is_known_when_every_food_has_a_value() -> None:
    tea, water = food("tea", 0.0, 1, amounts={"ZN": 0.01}), FOODS["water"]
    assert estimate_intake("ZN", [day_of((tea, 500))]).known_share == 1.0
    assert estimate_intake("ZN", [day_of((tea, 500), (water, 500))]).known_share == 0.0


def test_a_complete_day_without_food_counts_as_a_day_of_nothing(diary: Diary) -> None:
    """
    mon  bread     300 g    complete
    tue  nothing            complete
    """
    intake = estimate_intake("ZN", diary)
    assert (intake.recorded, intake.known_share) == (pytest.approx(1.2), 1.0)


def test_one_huge_day_enters_at_no_more_than_the_cap(diary: Diary) -> None:
    """
    mon  bread     200 g   complete
    tue  bread     200 g   complete
    wed  oysters   100 g   complete

    1.6 + 1.6 + 60 mg of zinc; with a cap of 50 mg a day 53.2 / 3.
    """
    intake = estimate_intake("ZN", diary)
    assert intake.capped_estimate(50.0) == pytest.approx(53.2 / 3)
    assert intake.capped_estimate(60.0) == intake.estimate  # to the last digit: nothing was cut


def test_the_cap_holds_for_the_estimate_of_a_day_not_for_its_recorded_part(diary: Diary) -> None:
    """
    mon  oysters   100 g   complete
    mon  tofu       20 g

    80 of 100 kcal known: 60 mg recorded, 75 mg estimated, and the cap of 50 mg is what enters.
    """
    intake = estimate_intake("ZN", diary)
    assert intake.estimate == pytest.approx(75.0)
    assert intake.capped_estimate(50.0) == pytest.approx(50.0)


def test_contributions_name_the_most_first_and_the_unknown_last(diary: Diary) -> None:
    """
    mon  bread        200 g   complete
    mon  tofu         100 g
    tue  egg, whole   100 g   complete
    tue  snack bar     50 g
    tue  bread        200 g
    """
    intake = estimate_intake("ZN", diary)
    assert [row.name for row in intake.contributions] == ["bread", "egg, whole", "snack bar", "tofu"]
    assert [row.amount for row in intake.known] == pytest.approx([1.6, 0.65, 0.5])  # a day, over two days
    assert sum(row.share for row in intake.contributions) == pytest.approx(1.0)


# --- properties ---------------------------------------------------------------------------------------------------

TAGNAMES = ("ZN", "FE", "K")
amounts = st.dictionaries(st.sampled_from(TAGNAMES), st.floats(0, 50))
energies = st.one_of(st.none(), st.floats(0, 900))
larders = st.lists(st.tuples(energies, amounts), min_size=1, max_size=4).map(
    lambda rows: [
        Composition(number, f"food {number}", energy, known) for number, (energy, known) in enumerate(rows, start=1)
    ]
)


@st.composite
def diaries(draw: st.DrawFn) -> Diary:
    eaten = st.builds(FoodEaten, st.sampled_from(draw(larders)), st.floats(0.5, 800))
    meals = draw(st.lists(st.tuples(st.booleans(), st.lists(eaten, max_size=5)), min_size=1, max_size=7))
    return tuple(
        DayIntake(MONDAY + timedelta(days=number), complete, tuple(rows))
        for number, (complete, rows) in enumerate(meals)
    )


def changed(diary: Diary, before: Composition, after: Composition) -> Diary:
    return tuple(
        replace(
            day,
            eaten=tuple(replace(row, food=after) if row.food is before else row for row in day.eaten),
        )
        for day in diary
    )


@given(diaries(), st.data())
def test_losing_a_value_changes_no_other_nutrient_and_never_adds(diary: Diary, data: st.DataObject) -> None:
    foods = list({row.food.food_id: row.food for day in diary for row in day.eaten}.values())
    if not foods:
        return
    whole = data.draw(st.sampled_from(foods))
    lost = data.draw(st.sampled_from(TAGNAMES))
    poorer = replace(whole, amounts={tagname: x for tagname, x in whole.amounts.items() if tagname != lost})
    after = changed(diary, whole, poorer)
    for tagname in TAGNAMES:
        was, now = estimate_intake(tagname, diary), estimate_intake(tagname, after)
        if tagname != lost:
            assert (now.recorded, now.known_share, now.estimate) == (was.recorded, was.known_share, was.estimate)
        elif was.recorded is not None and was.known_share is not None:
            assert now.recorded is None or now.recorded <= was.recorded + 1e-9
            assert now.known_share is not None
            assert now.known_share <= was.known_share
            assert (now.recorded is None) == (bool(now.contributions) and not _any_known(now))


@given(diaries(), st.floats(1, 500), energies)
def test_a_food_of_which_nothing_is_known_takes_nothing_away(diary: Diary, grams: float, energy: float | None) -> None:
    stranger = FoodEaten(Composition(99, "stranger", energy), grams)
    after = tuple(replace(day, eaten=(*day.eaten, stranger)) for day in diary)
    for tagname in TAGNAMES:
        was, now = estimate_intake(tagname, diary), estimate_intake(tagname, after)
        assert [day.recorded for day in now.days] == [day.recorded for day in was.days]
        assert now.recorded == (was.recorded if was.contributions else None)  # a log of strangers alone tells nothing
        if energy is None or _every_energy_is_known(diary):
            assert (now.known_share or 0.0) <= (was.known_share or 0.0) + 1e-12


def _any_known(intake: IntakeEstimate) -> bool:
    return any(row.amount is not None for row in intake.contributions)


def _every_energy_is_known(diary: Diary) -> bool:
    """Else a food of known energy moves the density by which the others of its day weigh, and with it the share."""
    return all(row.energy is not None for day in diary for row in day.eaten)


@given(diaries())
def test_the_order_of_days_and_entries_is_of_no_matter(diary: Diary) -> None:
    after = tuple(replace(day, eaten=day.eaten[::-1]) for day in reversed(diary))
    for tagname in TAGNAMES:
        was, now = estimate_intake(tagname, diary), estimate_intake(tagname, after)
        assert now.recorded == pytest.approx(was.recorded, rel=1e-9)
        assert now.known_share == pytest.approx(was.known_share, rel=1e-9)
        assert now.estimate == pytest.approx(was.estimate, rel=1e-9)


@given(diaries())
def test_two_halves_are_the_whole(diary: Diary) -> None:
    after = tuple(
        replace(day, eaten=tuple(replace(row, grams=row.grams / 2) for row in day.eaten for _ in range(2)))
        for day in diary
    )
    for tagname in TAGNAMES:
        was, now = estimate_intake(tagname, diary), estimate_intake(tagname, after)
        assert now.recorded == pytest.approx(was.recorded, rel=1e-9)
        assert now.known_share == pytest.approx(was.known_share, rel=1e-9)
        assert [row.food_id for row in now.unknown] == [row.food_id for row in was.unknown]


@given(diaries())
def test_known_shares_lie_between_nothing_and_everything(diary: Diary) -> None:
    for tagname in TAGNAMES:
        intake = estimate_intake(tagname, diary)
        assert all(0 <= day.known_share <= 1 for day in intake.days)
        assert intake.known_share is None or 0 <= intake.known_share <= 1
        if intake.estimate is not None and intake.recorded is not None:
            assert intake.estimate >= intake.recorded


def test_an_open_day_changes_nothing() -> None:
    closed = diary_of("mon-thu  bread  300 g  complete")
    with_open = diary_of("mon-thu  bread  300 g  complete\nfri  oysters  400 g\nsat  tofu  400 g")
    for tagname in TAGNAMES:
        was, now = estimate_intake(tagname, closed), estimate_intake(tagname, with_open)
        assert (now.recorded, now.known_share, now.contributions) == (was.recorded, was.known_share, was.contributions)


def test_unread_food_weighs_the_same_beside_nuts_and_beside_coffee() -> None:
    """One density over all complete days: 1,500 kcal in 1,050 g that have an energy value."""
    nuts, coffee, bread = Composition(1, "nuts", 600.0), Composition(2, "coffee", 0.0), Composition(3, "bread", 300.0)
    unread = Composition(4, "unread")
    days = at_one_density(
        [day_of((nuts, 50), (unread, 500)), day_of((coffee, 600), (unread, 500)), day_of((bread, 400))]
    )
    assert [day.weights for day in days] == [
        (300.0, pytest.approx(500 * 1500 / 1050)), (0.0, pytest.approx(500 * 1500 / 1050)), (1200.0,),
    ]  # fmt: skip


def test_days_whose_foods_all_have_energy_are_left_as_they_are() -> None:
    days = [day_of((Composition(1, "bread", 300.0), 100))]
    assert at_one_density(days) is days


def test_an_open_day_says_nothing_of_how_dense_food_is() -> None:
    bread, oil, unread = Composition(3, "bread", 300.0), Composition(5, "oil", 900.0), Composition(4, "unread")
    days = at_one_density([day_of((bread, 100), (unread, 100)), day_of((oil, 500), complete=False)])
    assert days[0].weights[1] == days[0].weights[0]
