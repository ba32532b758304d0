"""What the service desk keeps. Texts of the interface are translated; what people typed is as they typed it."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Office(models.Model):
    """An office of the city; its name is official in both languages."""

    name_de = models.CharField(_("name in German"), max_length=60, unique=True)
    name_en = models.CharField(_("name in English"), max_length=60, unique=True)
    building = models.CharField(_("building"), max_length=60)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["name_de"]

    def __str__(self):
        return self.name_de if (get_language() or "de").startswith("de") else self.name_en


class Asset(models.Model):
    """A piece of equipment with an inventory label."""

    class Kind(models.TextChoices):
        NOTEBOOK = "notebook", _("Notebook")
        MONITOR = "monitor", _("Monitor")
        PRINTER = "printer", _("Printer")
        PHONE = "phone", _("Phone")
        DISPLAY = "display", _("Queue display")

    class Condition(models.TextChoices):
        IN_USE = "in_use", _("In use")
        IN_STORAGE = "in_storage", _("In storage")
        IN_REPAIR = "in_repair", _("In repair")

    label = models.CharField(_("inventory label"), max_length=12, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    product = models.CharField(_("product"), max_length=60)
    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("office"))
    room = models.CharField(_("room"), max_length=12)
    condition = models.CharField(_("condition"), max_length=12, choices=Condition.choices)

    class Meta:
        verbose_name = _("piece of equipment")
        verbose_name_plural = _("equipment")
        ordering = ["label"]

    def __str__(self):
        return f"{self.label} {self.product}"


class Ticket(models.Model):
    """A report from an office, in the words of whoever sent it."""

    class State(models.TextChoices):
        NEW = "new", _("New")
        IN_PROGRESS = "in_progress", _("In progress")
        WAITING = "waiting", _("Waiting for reply")
        SOLVED = "solved", _("Solved")

    class Priority(models.IntegerChoices):
        LOW = 1, _("Low")
        NORMAL = 2, _("Normal")
        HIGH = 3, _("High")

    subject = models.CharField(_("subject"), max_length=100)
    description = models.TextField(_("description"), blank=True)
    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("office"))
    asset = models.ForeignKey(Asset, models.SET_NULL, null=True, blank=True, verbose_name=_("piece of equipment"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.NEW)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.NORMAL)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("assigned to")
    )
    opened_at = models.DateTimeField(_("opened"))

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        ordering = ["-opened_at"]

    def __str__(self):
        return self.subject


class NotificationSettings(models.Model):
    """What a member of the service desk wants to be told, and where."""

    class Digest(models.TextChoices):
        NEVER = "never", _("Never")
        DAILY = "daily", _("Daily")
        WEEKLY = "weekly", _("Weekly")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"))
    email = models.EmailField(_("email for notifications"))
    on_assignment = models.BooleanField(_("tell me when a ticket is assigned to me"), default=True)
    digest = models.CharField(_("summary of open tickets"), max_length=8, choices=Digest.choices)

    class Meta:
        verbose_name = _("notification settings")
        verbose_name_plural = _("notification settings")
        ordering = ["user__username"]

    def __str__(self):
        return self.user.get_full_name() or self.user.get_username()
