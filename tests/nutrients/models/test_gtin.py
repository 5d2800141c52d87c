import pytest
from django.core.exceptions import ValidationError

from nutrients.models import gtin_of
from nutrients.models.food import validate_gtin


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("629104150021 3", "06291041500213"),  # the worked example of GS1's check digit calculator
        ("036000291452", "00036000291452"),  # UPC-A
        ("96385074", "00000096385074"),  # EAN-8
        ("00036000291452", "00036000291452"),
        ("036000291453", None),
        ("12345", None),
        ("00000000", None),
        ("", None),
        ("egg", None),
        ("٩٦٣٨٥٠٧٤", None),
    ],
)
def test_a_barcode_number_has_one_form(text, gtin):
    assert gtin_of(text) == gtin


def test_only_the_stored_form_is_accepted_by_the_model():
    validate_gtin("00036000291452")
    for text in ("036000291452", "00036000291453", "x"):
        with pytest.raises(ValidationError):
            validate_gtin(text)
