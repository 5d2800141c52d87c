"""More than the limit is not read to its end, and the page says how much may be sent."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gutcheck.uploads import CappedUploadHandler, UploadTooLarge


@pytest.mark.django_db
def test_a_file_above_the_limit_is_answered_with_the_limit(client, settings):
    settings.MAX_UPLOAD = 2_000_000
    answer = client.post(reverse("theme"), {"file": SimpleUploadedFile("a.csv", b"x" * 2_200_000)})
    assert answer.status_code == 413
    assert "Files of up to 2 MB can be sent." in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_file_below_it_is_taken(client):
    assert client.post(reverse("theme"), {"file": SimpleUploadedFile("a.csv", b"x" * 200_000)}).status_code == 302


def test_what_comes_is_counted_over_all_files_whatever_length_was_told(settings):
    settings.MAX_UPLOAD = 10
    handler = CappedUploadHandler()
    handler.handle_raw_input(None, {}, 5, b"")
    assert handler.receive_data_chunk(b"x" * 10, 0) == b"x" * 10
    with pytest.raises(UploadTooLarge):
        handler.receive_data_chunk(b"x", 10)
    with pytest.raises(UploadTooLarge):
        handler.handle_raw_input(None, {}, 200_000, b"")
