from diary.food_page import food_page
from nutrients.models import Food, FoodGroup, Nutrient, NutrientSource


def nutrient(tagname, name, unit="mg", kind="mineral", assessment="adequacy", **more):
    return Nutrient.objects.create(tagname=tagname, name=name, unit=unit, kind=kind, assessment=assessment, **more)


def test_every_value_says_where_it_comes_from_and_an_unknown_one_is_no_zero(egg):
    for tagname in ("ZN", "FE", "CA", "CU"):
        nutrient(tagname, tagname)
    egg.composition.create(nutrient_id="ZN", amount=1.24, derivation="analysed", source="Laboratory")
    egg.composition.create(nutrient_id="FE", amount=0, derivation="assumed_zero", source="Table")
    egg.composition.create(nutrient_id="CU", amount=0.6, low=0.4, high=0.9, derivation="estimated", source="Protein")
    page = food_page(egg, "2 × large egg", 100)
    (section,) = page.sections
    shown = {value.name: (value.per_portion, value.per_100_g, value.how_words) for value in section.values}
    assert shown == {
        "ZN": ("1.2 mg", "1.2 mg", "analysed"),
        "FE": ("0 mg", "0 mg", "assumed zero"),
        "CA": ("", "", "unknown"),
        "CU": ("0.6 mg", "0.6 mg", "estimated, 0.4 to 0.9 in 100 g"),
    }
    assert page.unknown == ("CA", "CU")  # an estimate never counts as known


def test_amounts_are_those_of_the_portion(egg):
    nutrient("ZN", "Zinc", decimals=2)
    egg.composition.create(nutrient_id="ZN", amount=1.24, derivation="analysed", source="Laboratory")
    (value,) = food_page(egg, "1 large egg", 50).sections[0].values
    assert (value.per_portion, value.per_100_g) == ("0.62 mg", "1.24 mg")


def test_sections_follow_the_kinds_and_the_long_ones_are_folded(egg):
    nutrient("TRP", "Tryptophan", kind="amino_acid", assessment="amount")
    nutrient("VITC", "Vitamin C", kind="vitamin")
    nutrient("ENERC_KCAL", "Energy", "kcal", "energy", "amount")
    nutrient("PROCNT", "Protein", "g", "macronutrient")
    nutrient("LIVECULT", "Live cultures", "-", "gut", "sources")
    page = food_page(egg, "", 100)
    assert [section.title for section in page.sections] == ["Basics", "Vitamins"]
    assert [(section.title, section.unknown) for section in page.folded] == [("Amino acids", 1)]


def test_groups_are_counted_in_grams_of_the_portion_with_what_they_feed(egg, django_assert_num_queries):
    eggs = FoodGroup.objects.create(key="eggs", name="Eggs", serving_grams=50, source="s")
    chive = FoodGroup.objects.create(key="chives", name="Chives", serving_grams=3, is_plant=True, source="s")
    egg.shares.create(group=eggs, share=0.98, basis="Ingredient list")
    egg.shares.create(group=chive, share=0.03, basis="Ingredient list")
    zinc = nutrient("ZN", "Zinc")
    NutrientSource.objects.create(nutrient=zinc, group=eggs, origin="article", evidence_grade="C", citation="c")
    egg = Food.objects.get(pk=egg.pk)
    with django_assert_num_queries(6):
        page = food_page(egg, "1 large egg", 50)
    first, second = page.counts_for
    assert (first.name, first.grams, first.serving, first.feeds) == ("Eggs", "49 g", "50 g", (("ZN", "Zinc"),))
    assert (second.name, second.grams, second.is_plant, second.feeds) == ("Chives", "1.5 g", True, ())


def test_where_the_portion_is_100_g_the_amounts_are_shown_once(egg):
    assert food_page(egg, "100 g", 100).is_100_g
    assert not food_page(egg, "2 × large egg", 100).is_100_g
