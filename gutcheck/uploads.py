"""How much may be sent as files in one request: Django itself sets no limit."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import bad_request

TOO_LARGE = 413
BESIDES_FILES = 100_000  # [bytes] fields and headings of a form with files


class UploadTooLarge(RequestDataTooBig):
    """More bytes of files than settings.MAX_UPLOAD, or than MAX_UPLOAD_AT for the address."""


class CappedUploadHandler(FileUploadHandler):
    """Stops reading at the limit: by the length that is told, and by what comes, for a length may be a lie."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.received = 0
        self.most = settings.MAX_UPLOAD_AT.get(request.path_info if request else "", settings.MAX_UPLOAD)

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        if content_length > self.most + BESIDES_FILES:
            raise UploadTooLarge

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > self.most:
            raise UploadTooLarge
        return raw_data  # for the next handler

    def file_complete(self, file_size: int) -> None:
        return None  # the next handler has it


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read. An upload that is too large says so, with the limit."""
    if isinstance(exception, UploadTooLarge):
        most = settings.MAX_UPLOAD_AT.get(request.path_info, settings.MAX_UPLOAD) // 1_000_000
        return render(request, "413.html", {"most": most}, status=TOO_LARGE)
    return bad_request(request, exception)
