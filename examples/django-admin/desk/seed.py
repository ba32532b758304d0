"""Makes the database of the first day: the same rows on every machine."""

import datetime
from pathlib import Path

import django

PASSWORD = "lindenau"
# Anna decides about tickets, Ben about equipment; both see everything.
PEOPLE = [
    ("anna", "Anna", "Vogt", ["change_ticket", "add_ticket", "change_notificationsettings"]),
    ("ben", "Ben", "Aydin", ["change_asset", "add_asset", "change_notificationsettings"]),
]
OFFICES = [
    ("Bauamt", "Building Office", "Technisches Rathaus"),
    ("Bürgerbüro", "Citizens' Office", "Rathaus"),
    ("Jugendamt", "Youth Welfare Office", "Haus am Markt"),
    ("Ordnungsamt", "Public Order Office", "Rathaus"),
    ("Stadtbücherei", "City Library", "Alte Spinnerei"),
    ("Stadtkasse", "City Treasury", "Rathaus"),
]
PRODUCTS = {
    "notebook": ["Elbe 14 G3", "Elbe 15 G2"],
    "monitor": ["Weitblick 27", "Weitblick 24"],
    "printer": ["Foliant 4100", "Foliant 220 Color"],
    "phone": ["Ruf 60", "Ruf 80 Video"],
    "display": ["Nummero 32"],
}
# What people write to a service desk, in the language in which they wrote it.
REPORTS = [
    ("Notebook startet nach Update sehr langsam", "Seit dem Update am Montag dauert das Anmelden fast zehn Minuten."),
    ("Outlook fragt ständig nach dem Kennwort", "Auch nach richtiger Eingabe erscheint das Fenster wieder."),
    ("Scanner legt Dateien im falschen Ordner ab", "Die Scans landen bei der Kollegin aus Zimmer 114."),
    ("Second monitor stays black", "It worked last week. The cable is plugged in at both ends."),
    ("Telefon klingelt nicht mehr", "Anrufe sehe ich nur in der Liste, es bleibt aber stumm."),
    ("Zugriff auf das Laufwerk „Haushalt“ fehlt", "Ich vertrete ab sofort Frau Sommer und brauche den Ordner."),
    ("Drucker zieht zwei Blätter auf einmal", "Nur bei dickem Papier, dort aber fast immer."),
    ("Video call without sound", "Colleagues cannot hear me, the headset works with the phone."),
    ("Zeiterfassung zeigt falsche Uhrzeit", "Das Terminal am Eingang geht eine Stunde vor."),
    ("Bestellung: Maus für Linkshänder", "Bitte eine Maus, die man mit links bedienen kann."),
]
TICKETS = 60
ASSETS = 90
FIRST_DAY = datetime.datetime(2026, 3, 2, 8, 15, tzinfo=datetime.timezone.utc)


def main() -> None:
    from django.conf import settings

    compile_translations(Path(settings.MADE))
    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    from django.db import transaction

    with transaction.atomic():
        people = make_people()
        offices = make_offices()
        assets = make_assets(offices)
        make_tickets(people, offices, assets)


def compile_translations(made: Path) -> None:
    import polib

    for source in (Path(__file__).parents[1] / "servicedesk" / "locale").glob("*/django.po"):
        target = made / "locale" / source.parent.name / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        polib.pofile(str(source)).save_as_mofile(str(target))


def make_people():
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import Permission, User
    from servicedesk.models import NotificationSettings

    # The same salt each time: the rows are the same each time. Nobody keeps a secret here.
    password = make_password(PASSWORD, salt="lindenau")
    User.objects.create(username="admin", password=password, is_staff=True, is_superuser=True, first_name="Ada", last_name="Kern")
    seen = Permission.objects.filter(content_type__app_label="servicedesk", codename__startswith="view_")
    people = []
    for name, first, last, may in PEOPLE:
        user = User.objects.create(username=name, password=password, is_staff=True, first_name=first, last_name=last)
        user.user_permissions.set([*seen, *Permission.objects.filter(codename__in=may)])
        NotificationSettings.objects.create(
            user=user, email=f"{name}@alt.lindenau.example", on_assignment=False, digest="never"
        )
        people.append(user)
    return people


def make_offices():
    from servicedesk.models import Office

    return [Office.objects.create(name_de=de, name_en=en, building=building) for de, en, building in OFFICES]


def make_assets(offices):
    from servicedesk.models import Asset

    kinds, conditions = list(PRODUCTS), ["in_use", "in_use", "in_use", "in_storage", "in_repair"]
    made = []
    for number in range(ASSETS):
        kind = kinds[number % len(kinds)]
        products = PRODUCTS[kind]
        made.append(
            Asset.objects.create(
                label=f"LN-{1000 + number * 7}",
                kind=kind,
                product=products[number // len(kinds) % len(products)],
                office=offices[number * 5 % len(offices)],
                room=f"{number % 4}.{number * 3 % 28 + 1:02}",
                condition=conditions[number // 2 % len(conditions)],
            )
        )
    return made


def make_tickets(people, offices, assets):
    from servicedesk.models import Ticket

    anna, _ben = people
    states = ["new", "in_progress", "waiting", "solved", "in_progress"]
    for number in range(TICKETS):
        subject, description = REPORTS[number % len(REPORTS)]
        Ticket.objects.create(
            subject=subject,
            description=description,
            office=offices[number * 7 % len(offices)],
            asset=assets[number * 11 % len(assets)] if number % 3 else None,
            state=states[number // 2 % len(states)],
            priority=[2, 1, 2, 3, 2][number % 5],
            assignee=[*people, None][number % 3],
            opened_at=FIRST_DAY - datetime.timedelta(hours=5 * number + 3, minutes=number * 13 % 60),
        )
    # The one that the first guide is about: urgent, and in the wrong hands.
    Ticket.objects.create(
        subject="Anzeige für Wartenummern bleibt dunkel",
        description="Im Bürgerbüro warten dreißig Leute, und niemand weiß, wer an der Reihe ist.",
        office=offices[1],
        asset=next(asset for asset in assets if asset.kind == "display"),
        state="new",
        priority=1,
        assignee=anna,
        opened_at=FIRST_DAY,
    )


if __name__ == "__main__":
    main()
