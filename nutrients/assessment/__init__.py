"""The arithmetic of GutCheck: from foods eaten to verdicts. Pure: no Django, clock, file, network or chance."""
