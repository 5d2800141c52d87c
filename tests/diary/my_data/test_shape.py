"""The limits of the file agree with what the site lets in."""

from django.conf import settings
from django.urls import reverse

from diary.my_data import shape


def test_as_much_may_be_sent_as_is_read() -> None:
    assert settings.MAX_UPLOAD_AT[reverse("my_data_read")] == shape.MOST_PACKED
