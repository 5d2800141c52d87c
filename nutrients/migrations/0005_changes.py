from django.db import migrations

from nutrients import changes


class Migration(migrations.Migration):

    dependencies = [
        ('nutrients', '0004_supplements'),
    ]

    operations = [
        migrations.RunPython(changes.install, changes.remove),
    ]
