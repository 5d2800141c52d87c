"""What a log line leaves out: the tokens in addresses, for whoever reads a log must not open what they open."""

import logging
import re

# The part of an address that comes after one of these is a token.
TOKEN = re.compile(
    r"(/shared/|/readings/join/|/weekly-mail/stop/|/confirm-email/|/password/reset/key/|[?&]invitation=)[^/\s?&#\"']+"
)


class WithoutTokens(logging.Filter):
    """Puts … in the place of a token; the rest of the line stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if (told := TOKEN.sub(r"\1…", text)) != text:
            record.msg, record.args = told, ()
        return True
