from django.db import migrations, models

from nutrients import search


class Migration(migrations.Migration):

    dependencies = [
        ('nutrients', '0002_search'),
    ]

    operations = [
        migrations.AddField(
            model_name='food',
            name='animal_origin',
            field=models.CharField(blank=True, choices=[('flesh', 'Meat, poultry or fish in it'), ('milk_or_eggs', 'Milk or eggs in it, no meat or fish'), ('none', 'Nothing from animals')], db_default='', help_text='By its ingredients; blank = not known, which is not none.', max_length=12, verbose_name='from animals'),
        ),
        migrations.RunPython(search.install, migrations.RunPython.noop),  # adding a column may rebuild the table
    ]
