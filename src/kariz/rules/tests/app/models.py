"""Records for the tests of the rule language only; the app is installed and its tables are made by the
fixture `tables`."""

from django.db import models

from kariz.localisation.text import fold


class Person(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "rules_tests"

    def __str__(self):
        return f"{type(self).__name__} {self.pk}"


class Firm(models.Model):
    name = models.CharField(max_length=50, blank=True)
    folded = models.CharField(max_length=50, blank=True)
    size = models.IntegerField(null=True)

    class Meta:
        app_label = "rules_tests"

    def __str__(self):
        return f"{type(self).__name__} {self.pk}"

    def save(self, *args, **kwargs):
        self.folded = fold(self.name)
        super().save(*args, **kwargs)


class Tag(models.Model):
    name = models.CharField(max_length=20)

    class Meta:
        app_label = "rules_tests"

    def __str__(self):
        return f"{type(self).__name__} {self.pk}"


class Lead(models.Model):
    title = models.CharField(max_length=50, blank=True)
    folded = models.CharField(max_length=50, blank=True)
    code = models.CharField(max_length=20, null=True)
    count = models.IntegerField(null=True)
    ratio = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    amount = models.BigIntegerField(null=True)
    due = models.DateField(null=True)
    touched = models.DateTimeField(null=True)
    done = models.BooleanField(null=True)
    channel = models.CharField(max_length=10, blank=True)
    owner = models.ForeignKey(Person, null=True, on_delete=models.CASCADE)
    firm = models.ForeignKey(Firm, null=True, on_delete=models.CASCADE)
    tags = models.ManyToManyField(Tag)

    class Meta:
        app_label = "rules_tests"

    def __str__(self):
        return f"{type(self).__name__} {self.pk}"
