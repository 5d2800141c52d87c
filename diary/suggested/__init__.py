"""Foods that would help, for one person: what they do not eat is left out; a plan is never counted."""
