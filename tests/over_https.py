"""Asks the WSGI application of an install behind https, and prints what it answers as JSON: run by test_headers.py."""

import json
import os
import sys
from io import BytesIO

ASKED = (
    ("page", "GET", "/accounts/login/", {}),
    ("signed out", "GET", "/day/", {}),
    ("not found", "GET", "/nothing/here/", {}),
    ("wrong verb", "PUT", "/theme/", {}),
    ("no token", "POST", "/theme/", {}),
    ("unknown host", "GET", "/accounts/login/", {"HTTP_HOST": "evil.example"}),
    ("forged host in a reset", "POST", "/accounts/password/reset/", {"HTTP_HOST": "evil.example"}),
    ("host with a port of words", "GET", "/", {"HTTP_HOST": "diary.example.org:evil.example"}),
    ("forwarded host", "GET", "/accounts/login/", {"HTTP_X_FORWARDED_HOST": "evil.example"}),
    ("plain http", "GET", "/accounts/login/", {"wsgi.url_scheme": "http"}),
    ("plain http of another host", "GET", "//evil.example/", {"wsgi.url_scheme": "http"}),
    ("no slash", "GET", "/accounts/login", {}),
    ("two slashes", "GET", "//evil.example/day", {}),
    ("file", "GET", "/static/gutcheck.css", {}),
    ("manifest", "GET", "/manifest.webmanifest", {}),
    ("worker", "GET", "/sw.js", {}),
    ("health", "GET", "/healthz", {"wsgi.url_scheme": "http"}),
    ("admin", "GET", "/admin/", {}),
    ("raw bytes", "GET", "/foods/\xff\xfe\x00/", {}),
)


def main() -> None:
    from gutcheck.wsgi import application

    told = {}
    for name, verb, path, more in ASKED:
        environ = {
            "REQUEST_METHOD": verb, "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "diary.example.org",
            "SERVER_PORT": "443", "HTTP_HOST": "diary.example.org", "REMOTE_ADDR": "192.0.2.1",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "CONTENT_LENGTH": "0", "wsgi.input": BytesIO(b""), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "https",
            "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
        } | more  # fmt: skip
        said: list = []
        body = application(environ, lambda status, headers, _error=None, said=said: said.extend((status, headers)))
        page = b"".join(body).decode(errors="replace")
        told[name] = {"status": int(said[0][:3]), "headers": said[1], "page": page[:20_000]}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())
    main()
