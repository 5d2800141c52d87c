"""The files answer for the foods of everybody that were not imported; a person's own food is nothing to them."""

from django.core.management import call_command

from nutrients.models import Food, FoodNutrient


def own(person):
    row = Food.objects.create(
        owner=person,
        name="Ada's secret",
        description="Ada's secret",
        data_type="own_food",
        category="c",
        source="Label",
    )
    row.portions.create(description="1 slice", grams=30)
    row.composition.create(nutrient_id="ZN", amount=1, derivation="label", source="Label")
    return row


def test_own_foods_are_not_dumped(loaded, ada, tmp_path):
    own(ada)
    call_command("dump_tables", tmp_path / "out", verbosity=0)
    for path in loaded.glob("*.csv"):
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes(), path.name


def test_loading_leaves_own_foods_as_they_are(loaded, ada):
    hers = own(ada)
    call_command("load_tables", loaded, verbosity=0)
    hers.refresh_from_db()
    assert hers.portions.count() == 1
    assert FoodNutrient.objects.filter(food=hers).count() == 1


def test_a_published_food_is_dumped_and_read_back(loaded, ada, tmp_path):
    hers = own(ada)
    hers.publish()
    call_command("dump_tables", tmp_path / "out", verbosity=0)
    assert "800000000000001,Ada's secret" in (tmp_path / "out" / "foods.csv").read_text()
    call_command("load_tables", tmp_path / "out", verbosity=0)
    assert Food.objects.get(pk=hers.pk).composition.get().amount == 1
