"""How Spanish writes what the pages ask for in the English order: "j F" is 19 November, and 19 de noviembre.

Django looks a pattern up in this module by its name before it takes the pattern as it stands.
"""

globals().update(
    {
        "j F": r"j \d\e F",
        "j F Y": r"j \d\e F \d\e Y",
        "j F Y, H:i": r"j \d\e F \d\e Y, H:i",
        "j M Y, H:i": "j b Y, H:i",
        "l j F": r"l j \d\e F",
        "l j F Y": r"l j \d\e F \d\e Y",
        "D j F": r"D j \d\e F",
        "F Y": r"F \d\e Y",
        "j M": "j b",
        "j M Y": "j b Y",
        "D j M": "D j b",
        "D j M Y": "D j b Y",
        "M": "b",
    }
)
