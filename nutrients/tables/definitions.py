"""What the table files hold: for each file its columns in order, what a cell may be, its key and its order of rows.

Everything that reads or writes the files goes by this list, so a new column is added here and in the model only.
To write a file: nutrients.tables.write.write_table(folder, name, rows).
"""

from nutrients.models import (
    Food,
    FoodAlias,
    FoodGroup,
    FoodNutrient,
    GroupShare,
    IntakePrior,
    Nutrient,
    NutrientSource,
    Portion,
    ReferenceIntake,
    RequirementPercentile,
    RuleSetting,
    TableRelease,
)
from nutrients.tables.cells import Kind
from nutrients.tables.columns import Column, Table, blank_text, number, text, whole, yes_no

SMALL = 32_767  # what a PositiveSmallIntegerField holds

FDC_ID = whole("fdc_id", "food__fdc_id", refers="foods")
TAGNAME = text("tagname", "nutrient_id", refers="nutrients")
GROUP = text("group", "group__key", refers="food_groups")
UNIT = text("unit", "nutrient__unit", is_unit=True)
LIFE_STAGE = (
    text("life_stage"),
    blank_text("sex"),
    number("age_min [y]", "age_min", least=0),
    number("age_max [y]", "age_max", required=False, above=0),
    blank_text("physiology"),
    blank_text("menstruating"),
)

NUTRIENTS = Table(
    "nutrients",
    Nutrient,
    (
        text("tagname"),
        text("name"),
        text("unit"),
        text("kind"),
        blank_text("fdc_number"),
        text("assessment"),
        whole("decimals", most=4),
        whole("position", most=SMALL),
        yes_no("in_article"),
        blank_text("partial_note"),
        blank_text("gut_function"),
        blank_text("article_claim"),
        blank_text("evidence_grade"),
        blank_text("evidence_note"),
        blank_text("citation"),
    ),
    key=("tagname",),
    order=("position", "tagname"),
    unique=("name",),
)
FOODS = Table(
    "foods",
    Food,
    (
        whole("fdc_id", above=0),
        text("name"),
        text("description"),
        text("data_type"),
        text("category"),
        blank_text("food_code"),
        blank_text("gtin"),
        number("usual_portion [g]", "usual_grams", required=False, least=0.01),
        yes_no("common", "is_common"),
        yes_no("makeup_known"),
        blank_text("animal_origin"),
        yes_no("supplement", "is_supplement"),
        text("source"),
        blank_text("licence"),
    ),
    key=("fdc_id",),
    order=("fdc_id",),
    fixed={"is_imported": False},
)
PORTIONS = Table(
    "portions",
    Portion,
    (FDC_ID, whole("position", most=SMALL), text("description"), number("weight [g]", "grams", least=0.01)),
    key=("fdc_id", "description"),  # an entry in a diary means "1 cup", wherever that stands in the list
    order=("fdc_id", "position", "description"),
)
COMPOSITION = Table(
    "composition",
    FoodNutrient,
    (FDC_ID, text("derivation"), text("source")),
    key=("fdc_id", "derivation", "source"),
    order=("fdc_id", "derivation", "source"),
    fixed={"low": None, "high": None},
    wide=True,
)
ESTIMATES = Table(
    "estimates",
    FoodNutrient,
    (
        FDC_ID,
        TAGNAME,
        UNIT,
        number("amount per 100 g", "amount", least=0),
        number("low per 100 g", "low", required=False, least=0),
        number("high per 100 g", "high", required=False, least=0),
        text("source"),
    ),
    key=("fdc_id", "tagname"),
    order=("fdc_id", "tagname"),
    fixed={"derivation": FoodNutrient.Derivation.ESTIMATED.value},
)
FOOD_ALIASES = Table(
    "food_aliases",
    FoodAlias,
    (text("phrase"), text("means"), blank_text("note")),
    key=("phrase", "means"),
    order=("phrase", "means"),
)
FOOD_GROUPS = Table(
    "food_groups",
    FoodGroup,
    (
        text("key"),
        text("name"),
        number("serving [g]", "serving_grams", least=0.01),
        yes_no("is_plant"),
        yes_no("survives_cooking"),
        blank_text("note"),
        text("source"),
    ),
    key=("key",),
    order=("key",),
    unique=("name",),
)
GROUP_SHARES = Table(
    "group_shares",
    GroupShare,
    (FDC_ID, GROUP, number("share", least=0.0001, most=1), text("basis")),
    key=("fdc_id", "group"),
    order=("fdc_id", "group"),
)
NUTRIENT_SOURCES = Table(
    "nutrient_sources",
    NutrientSource,
    (TAGNAME, GROUP, text("origin"), text("evidence_grade"), text("citation")),
    key=("tagname", "group"),
    order=("tagname", "group"),
)
REFERENCE_INTAKES = Table(
    "reference_intakes",
    ReferenceIntake,
    (
        text("reference_set"),
        TAGNAME,
        UNIT,
        text("basis"),
        *LIFE_STAGE,
        number("EAR", "ear", required=False, above=0),
        number("RDA", "rda", required=False, above=0),
        number("AI", "ai", required=False, above=0),
        number("UL", "ul", required=False, above=0),
        text("ul_tagname", "ul_nutrient_id", required=False, refers="nutrients"),
        blank_text("ul_note"),
        number("CDRR", "cdrr", required=False, above=0),
        number("requirement_cv", required=False, above=0, most=1),
        blank_text("requirement_cv_basis"),
        text("source"),
        blank_text("note"),
    ),
    key=("reference_set", "tagname", "basis", "life_stage"),
    order=("reference_set", "tagname", "basis", "age_min [y]", "life_stage"),
)
REQUIREMENT_PERCENTILES = Table(
    "requirement_percentiles",
    RequirementPercentile,
    (
        text("reference_set"),
        TAGNAME,
        UNIT,
        *LIFE_STAGE,
        blank_text("oral_contraceptive"),
        number("percentile", above=0, most=99.999),
        number("requirement", above=0),
        text("source"),
    ),
    key=("reference_set", "tagname", "life_stage", "percentile"),
    order=("reference_set", "tagname", "life_stage", "percentile"),
)
INTAKE_PRIORS = Table(
    "intake_priors",
    IntakePrior,
    (
        TAGNAME,
        UNIT,
        *LIFE_STAGE,
        number("mean", above=0),
        number("sd_between", above=0),
        number("sd_within", above=0),
        whole("people", most=2_147_483_647),
        text("source"),
    ),
    key=("tagname", "life_stage"),
    order=("tagname", "age_min [y]", "life_stage"),
)
RULE_SETTINGS = Table(
    "rule_settings",
    RuleSetting,
    (text("key"), number("value"), blank_text("unit"), text("meaning"), text("reason")),
    key=("key",),
    order=("key",),
)
RELEASES = Table(
    "releases",
    TableRelease,
    (text("version"), Column("published_on", "published_on", Kind.DATE), text("note")),
    key=("version",),
    order=("version",),
)

# What is referred to comes before what refers to it.
TABLES = (
    NUTRIENTS,
    FOOD_GROUPS,
    FOODS,
    PORTIONS,
    COMPOSITION,
    ESTIMATES,
    FOOD_ALIASES,
    GROUP_SHARES,
    NUTRIENT_SOURCES,
    REFERENCE_INTAKES,
    REQUIREMENT_PERCENTILES,
    INTAKE_PRIORS,
    RULE_SETTINGS,
    RELEASES,
)
BY_NAME = {table.name: table for table in TABLES}
