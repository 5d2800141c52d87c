"""Password hashing with the parameters OWASP recommends (Password Storage Cheat Sheet, 2025): 19 MiB, t=2, p=1.

Django's default takes 100 MiB and eight lanes a log-in, which a small home server cannot give eight people at once.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class GutCheckArgon2(Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
