"""A finished report as the pages show it: ready strings and lengths, so that templates neither query nor compute."""
