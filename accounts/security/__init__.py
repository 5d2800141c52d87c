"""Who may come in and for how long: second factors, passkeys, sessions, limits on guessing, the checks at the start."""
