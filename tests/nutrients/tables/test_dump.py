"""Database -> files, byte for byte what was loaded."""

from django.core.management import call_command

from nutrients.models import Food, FoodNutrient, Nutrient
from nutrients.tables.definitions import TABLES
from nutrients.tables.load import read_folder


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


def test_loaded_files_come_back_byte_for_byte(loaded, tmp_path):
    call_command("dump_tables", tmp_path / "made" / "here", verbosity=0)
    written = bytes_of(tmp_path / "made" / "here")
    assert set(written) == {table.file for table in TABLES}
    assert written == bytes_of(loaded)


def test_files_in_another_order_and_form_come_back_canonical(loaded, tmp_path):
    canonical = bytes_of(loaded)
    header, _, gram, stew = (loaded / "portions.csv").read_text().splitlines()
    (loaded / "portions.csv").write_text("\r\n".join([header, stew, gram, " 900 ,1,1 large egg,50.50"]))
    call_command("load_tables", loaded, verbosity=0)
    call_command("dump_tables", tmp_path, verbosity=0)
    assert (tmp_path / "portions.csv").read_bytes() == canonical["portions.csv"]


def test_whatever_an_editor_types_can_be_read_back(loaded, tmp_path):
    Nutrient.objects.filter(pk="ZN").update(evidence_note='First, "quoted"\r\nsecond\tline\n=1+1', gut_function="=1+1")
    Food.objects.filter(fdc_id=900).update(name="@egg", usual_grams=0.1 + 0.2, description="-Ei, größer ½ 鶏卵")
    FoodNutrient.objects.filter(food__fdc_id=900, nutrient_id="ZN").update(amount=1e-7)
    call_command("dump_tables", tmp_path, verbosity=0)
    assert b"'=1+1" in (tmp_path / "nutrients.csv").read_bytes(), "a spreadsheet must not run it"
    assert read_folder(tmp_path).problems == []
    call_command("load_tables", tmp_path, verbosity=0)
    egg = Food.objects.get(fdc_id=900)
    assert (egg.name, egg.usual_grams, egg.description) == ("@egg", 0.1 + 0.2, "-Ei, größer ½ 鶏卵")
    assert egg.composition.get(nutrient_id="ZN").amount == 1e-7
    zinc = Nutrient.objects.get(pk="ZN")
    assert (zinc.gut_function, zinc.evidence_note) == ("=1+1", 'First, "quoted" second line =1+1')
