"""A small complete set of table files, written by hand in the form dump_tables gives them."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

FILES = {
    "nutrients": """\
tagname,name,unit,kind,fdc_number,assessment,decimals,position,in_article,partial_note,\
gut_function,article_claim,evidence_grade,evidence_note,citation
ZN,Zinc,mg,mineral,309,adequacy,1,1,yes,,"Keeps the barrier tight, says the article",,B,,Miller 2013
FE,Iron,mg,mineral,303,adequacy,1,2,yes,,,,,,
LUT+ZEA,Lutein and zeaxanthin,mcg,other,338,amount,0,9,no,,,,,,
GLN,L-glutamine,g,gut,,sources,2,20,yes,,,,D,,
ENERC_KCAL,Energy,kcal,energy,208,amount,0,30,no,,,,,,
""",
    "foods": """\
fdc_id,name,description,data_type,category,food_code,gtin,usual_portion [g],common,makeup_known,\
animal_origin,supplement,source,licence
900,Egg,"Egg, whole",survey_fndds_food,Eggs,31103010,,50.5,yes,yes,milk_or_eggs,no,Test tables 1,
1200,Stew,Stew of unlisted things,survey_fndds_food,Mixed dishes,,,,no,no,,no,Test tables 1,
""",
    "portions": """\
fdc_id,position,description,weight [g]
900,1,1 large egg,50.5
900,99,1 g,1
1200,99,1 g,1
""",
    "composition": """\
fdc_id,derivation,source,ZN [mg],FE [mg],LUT+ZEA [mcg],ENERC_KCAL [kcal]
900,analysed,Laboratory,,,253.5,
900,calculated,Test tables 1,1.29,0,,143
1200,calculated,Test tables 1,,0.1,,
""",
    "estimates": """\
fdc_id,tagname,unit,amount per 100 g,low per 100 g,high per 100 g,source
900,GLN,g,0.6,0.4,0.9,"From protein, grade D"
""",
    "food_aliases": """\
phrase,means,note
oeuf,egg,French
""",
    "food_groups": """\
key,name,serving [g],is_plant,survives_cooking,note,source
eggs,Eggs,50,no,yes,,One large egg
garlic,Garlic,3,yes,yes,,One clove
""",
    "group_shares": """\
fdc_id,group,share,basis
900,eggs,1,Whole food
1200,garlic,0.0008,Ingredient list
""",
    "nutrient_sources": """\
tagname,group,origin,evidence_grade,citation
GLN,eggs,article,D,The article
""",
    "reference_intakes": """\
reference_set,tagname,unit,basis,life_stage,sex,age_min [y],age_max [y],physiology,menstruating,\
EAR,RDA,AI,UL,ul_tagname,ul_note,CDRR,requirement_cv,requirement_cv_basis,source,note
DRI,ZN,mg,day,Men 19+,male,19,,none,,9.4,11,,40,ZN,,,0.1,assumed,NASEM 2001,
EFSA,ZN,mg,day,Men,male,18,,none,,7.5,9.4,,25,,,,,,EFSA 2014,
""",
    "requirement_percentiles": """\
reference_set,tagname,unit,life_stage,sex,age_min [y],age_max [y],physiology,menstruating,\
oral_contraceptive,percentile,requirement,source
DRI,FE,mg,Women 19+,female,19,,none,yes,no,2.5,4.42,NASEM 2001
DRI,FE,mg,Women 19+,female,19,,none,yes,no,50,8.07,NASEM 2001
""",
    "intake_priors": """\
tagname,unit,life_stage,sex,age_min [y],age_max [y],physiology,menstruating,mean,sd_between,sd_within,people,source
ZN,mg,Men 19-30,male,19,31,,,12.5,3.1,5.2,812,NHANES
""",
    "rule_settings": """\
key,value,unit,meaning,reason
bmr_cv,0.085,,A number,Method
close_to_line,0.02,,A number,Method
composition_source_share,0.2,,A number,Method
day_cap_means,5,,A number,Method
error_cv,0.1,,A number,Method
exposure_servings,0.5,,A number,Method
few_sources_below,0.4,,A number,Method
floor_means,0.02,,A number,Method
full_days,7,,A number,Method
intake_cv,0.23,,A number,Method
interval_level,0.8,,A number,Method
iron_top_factor,1.35,,A number,Method
kcal_per_mj,239.006,,A number,Method
looks_fine_from,0.85,,A number,Method
looks_low_below,0.15,,P below this looks low,Method
low_cards,3,,A number,Method
may_be_low_below,0.5,,A number,Method
minimum_days,3,,A number,Method
minimum_known_share,0.8,,A number,Method
more_days_limit,28,,A number,Method
pal_cv,0.2,,A number,Method
pal_expected,1.55,,A number,Method
suggestion_count,3,,A number,Method
suggestion_days_back,90,,A number,Method
tau,1.25,,A number,Method
tau_pregnancy,1.5,,A number,Method
tau_unusual,2,,A number,Method
under_report_sds,2,,A number,Method
well_represented_from,0.7,,A number,Method
""",
    "releases": """\
version,published_on,note
2026.11.1,2026-11-22,First
""",
}


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A folder holding FILES."""
    folder = tmp_path / "tables"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def loaded(tables: Path, db: None) -> Path:
    """The same folder, after load_tables."""
    call_command("load_tables", tables, verbosity=0)
    return tables


@pytest.fixture
def editor_client(ada: object, ada_client: Client) -> Client:
    """Ada, who may edit the tables."""
    call_command("make_editor", "ada@example.org", verbosity=0)
    return ada_client
