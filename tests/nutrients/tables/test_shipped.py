"""Every row of the tables that a new install starts with."""

import pytest
from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from nutrients.models import (
    Food,
    FoodNutrient,
    GroupShare,
    Nutrient,
    NutrientSource,
    ReferenceIntake,
    RuleSetting,
    TableRelease,
)
from nutrients.tables.definitions import TABLES
from nutrients.tables.dump import dump_tables
from nutrients.tables.load import read_folder
from nutrients.tables.synchronise import synchronise

pytestmark = pytest.mark.usefixtures("shipped_tables")

RULE_SETTINGS = {
    "bmr_cv", "close_to_line", "composition_source_share", "day_cap_means", "error_cv", "exposure_servings",
    "few_sources_below", "floor_means", "full_days", "intake_cv", "interval_level", "iron_top_factor",
    "kcal_per_mj", "looks_fine_from", "looks_low_below", "low_cards", "may_be_low_below", "minimum_days",
    "minimum_known_share", "more_days_limit", "pal_cv", "pal_expected", "suggestion_count",
    "suggestion_days_back", "tau", "tau_pregnancy", "tau_unusual", "under_report_sds", "well_represented_from",
}  # fmt: skip


def test_nothing_is_wrong_with_any_row_and_the_files_come_back_byte_for_byte(tmp_path):
    """All foods; every other test makes do with the common ones."""
    reading = read_folder(settings.FIXTURES)
    assert [str(problem) for problem in reading.problems] == []
    synchronise(reading.rows)
    assert Nutrient.objects.count() >= 60
    assert Food.objects.count() >= 5431
    assert FoodNutrient.objects.count() > 350_000
    dump_tables(tmp_path)
    for table in TABLES:
        assert (tmp_path / table.file).read_bytes() == (settings.FIXTURES / table.file).read_bytes(), table.file


def test_the_tables_are_released_and_common_foods_are_marked():
    assert TableRelease.objects.exists()
    assert Food.objects.filter(is_common=True, is_imported=False).count() >= 597


@pytest.mark.parametrize("sex", ["female", "male"])
@pytest.mark.parametrize("age", [19, 30, 50, 70, 85])
def test_every_assessed_nutrient_has_a_reference_for_adults(sex, age):
    theirs = ReferenceIntake.objects.filter(
        Q(sex__in=["", sex]), Q(age_max__isnull=True) | Q(age_max__gt=age), Q(ear__isnull=False) | Q(ai__isnull=False),
        nutrient=OuterRef("pk"), reference_set="DRI", age_min__lte=age, physiology__in=["", "none"],
    )  # fmt: skip
    assessed = Nutrient.objects.filter(assessment=Nutrient.Assessment.ADEQUACY)
    assert assessed.count() >= 20
    assert list(assessed.exclude(Exists(theirs)).values_list("tagname", flat=True)) == []


def test_the_rules_find_their_settings_and_no_others_are_kept():
    assert set(RuleSetting.objects.values_list("key", flat=True)) == RULE_SETTINGS


def test_every_topic_judged_by_its_sources_has_a_source_and_foods_that_hold_it():
    topics = Nutrient.objects.filter(in_article=True, assessment=Nutrient.Assessment.SOURCES)
    assert set(topics.values_list("tagname", flat=True)) >= {"GLN", "LIVECULT", "PREBIOTIC"}
    for topic in topics:
        groups = NutrientSource.objects.filter(nutrient=topic).values("group")
        assert GroupShare.objects.filter(group__in=groups).exists(), topic


def test_no_text_says_more_than_a_diary_can_show():
    """The tables speak of what looks low in a log, and quote the article; they name no illness of the reader."""
    for nutrient in Nutrient.objects.all():
        text = f"{nutrient.name} {nutrient.gut_function} {nutrient.partial_note} {nutrient.evidence_note}".lower()
        assert "you are deficient" not in text
        assert "diagnos" not in text, nutrient.tagname
