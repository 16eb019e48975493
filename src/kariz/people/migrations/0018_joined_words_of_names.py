"""«کشت‌وصنعت» is «کشت و صنعت», and «آبفای تهران» is «آبفا تهران». 0020 makes the stored keys again, of all at once."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("people", "0017_phones_read_again")]

    operations = []
