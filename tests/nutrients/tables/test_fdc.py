"""Downloads of FoodData Central are found by what they hold, zipped or not."""

import zipfile

import pytest

from nutrients.tables.fdc import SURVEY, find_release, nutrient_numbers


@pytest.fixture
def folder(tmp_path):
    release = tmp_path / "survey" / "FoodData_Central_survey_food_csv"
    release.mkdir(parents=True)
    (release / "survey_fndds_food.csv").write_text('"fdc_id","food_code"\n"1","11000000"\n')
    (release / "nutrient.csv").write_text('"id","nutrient_nbr"\n"1095","309"\n')
    (tmp_path / "survey" / "notes").mkdir()
    return tmp_path


def test_an_unpacked_folder_and_its_zip_read_the_same(folder, tmp_path_factory):
    zipped = tmp_path_factory.mktemp("zipped")
    with zipfile.ZipFile(zipped / "survey.zip", "w") as archive:
        for path in folder.rglob("*.csv"):
            archive.write(path, path.relative_to(folder))
    rows = [list(find_release(place, SURVEY).rows(SURVEY, "food_code", "fdc_id")) for place in (folder, zipped)]
    assert rows == [[("11000000", "1")]] * 2


def test_survey_files_name_nutrients_by_number_and_sr_legacy_by_id(folder):
    numbers = nutrient_numbers(find_release(folder, SURVEY))
    assert numbers["309"] == numbers["1095"] == "309"


def test_a_folder_without_the_release_says_what_to_put_there(tmp_path):
    with pytest.raises(ValueError, match=r"survey_fndds_food\.csv; put the CSV zip"):
        find_release(tmp_path, SURVEY)


def test_two_copies_of_a_release_are_refused_by_name(folder):
    with zipfile.ZipFile(folder / "copy.zip", "w") as archive:
        archive.writestr("a/survey_fndds_food.csv", "fdc_id,food_code\n")
    with pytest.raises(ValueError, match=r"More than one .*copy\.zip.*leave one"):
        find_release(folder, SURVEY)


def test_a_missing_column_is_named(folder):
    with pytest.raises(ValueError, match=r"survey_fndds_food\.csv:1: has no column colour"):
        list(find_release(folder, SURVEY).rows(SURVEY, "fdc_id", "colour"))


def test_half_a_download_is_named(folder):
    (folder / "broken.zip").write_bytes(b"PK")
    with pytest.raises(ValueError, match=r"broken\.zip is no zip file"):
        find_release(folder, SURVEY)
