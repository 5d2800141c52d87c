from django.db import migrations

from nutrients import search


class Migration(migrations.Migration):

    dependencies = [
        ('nutrients', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(search.install, search.remove),
    ]
