"""Builds the database of one data set: A (small) or B (other names, more of everything, other people)."""

import datetime
import io
import pathlib
import random
import sys
import uuid

import django
from django.conf import settings

migrations = pathlib.Path(settings.MIGRATIONS, "portal_migrations")
migrations.mkdir(parents=True, exist_ok=True)
(migrations / "__init__.py").touch()
django.setup()
import wagtail  # noqa: E402
from django.contrib.auth.models import Group, User  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.files.images import ImageFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from PIL import Image as Picture  # noqa: E402
from portal.models import Article, ContactSetting, Department, NewsIndex, Supplier  # noqa: E402
from wagtail.contrib.redirects.models import Redirect  # noqa: E402
from wagtail.documents.models import Document  # noqa: E402
from wagtail.images.models import Image  # noqa: E402
from wagtail.users.models import UserProfile  # noqa: E402

if wagtail.VERSION < (3, 0):
    from wagtail.core.models import Page, Site
    from wagtail.core.rich_text import RichText
else:
    from wagtail.models import Page, Site
    from wagtail.rich_text import RichText

is_first = sys.argv[1] == "A"
chance = random.Random(11 if is_first else 87)
# The same ids each time, and from a source of their own: releases draw more of them or fewer.
ids = random.Random(5)
uuid.uuid4 = lambda: uuid.UUID(int=ids.getrandbits(128), version=4)
call_command("makemigrations", "portal", verbosity=0)
call_command("migrate", verbosity=0)

suppliers = ["Northwind", "Acme", "Globex"] if is_first else ["Zelkova", "Marisol", "Kestrel", "Birch", "Olmo", "Fjord", "Tessel", "Weft"]
cities = ["Lyon", "Turin"] if is_first else ["Porto", "Tartu", "Split", "Bergen"]
titles = (
    ["Canteen closed on Friday", "New travel rules", "Office move in spring", "Results of the survey"]
    if is_first
    else ["Parking for bicycles", "Summer hours", "Second site opens", "Phone numbers change", "Fire drill", "Quarterly figures", "Badges expire"]
)
pictures = ["Entrance", "Canteen", "Map"] if is_first else ["Harbour", "Bridge", "Roof", "Yard", "Workshop"]
papers = ["Travel form", "House rules"] if is_first else ["Price list", "Contract", "Floor plan", "Handbook", "Minutes"]

owner = User.objects.create_superuser("admin", "admin@example.org", "x", first_name="Ada" if is_first else "Ines", last_name="Stone" if is_first else "Silva")
editor = User.objects.create_user("editor", "editor@example.org", "x", first_name="Edsger" if is_first else "Otto", last_name="Field" if is_first else "Brandt")
editor.groups.add(Group.objects.get(name="Editors"))
for number in range(2 if is_first else 9):
    User.objects.create_user(f"person{number}" if is_first else f"mila.{number}", f"p{number}@example.org", "x", first_name=chance.choice(["Grace", "Alan", "Rafa"]))
for name in ["Reviewers"] if is_first else ["Translators", "Interns", "Press"]:
    Group.objects.create(name=name)
for user in User.objects.all():
    UserProfile.get_for_user(user)

for name in suppliers:
    Supplier.objects.create(name=name, city=chance.choice(cities), email="s@example.org", approved=chance.random() > 0.5)
for name in ["Sales", "Support"] if is_first else ["Finance", "Logistics", "Legal", "Audit"]:
    Department.objects.create(name=name)

home = Page.objects.get(depth=2)
home.title = home.draft_title = "Portal" if is_first else "Intranet"
home.save()
index = home.add_child(instance=NewsIndex(title="News", slug="news"))
day = datetime.date(2024, 3, 1) if is_first else datetime.date(2025, 9, 4)
for number, title in enumerate(titles):
    article = Article(title=title, slug=f"article-{number}", date=day + datetime.timedelta(days=9 * number), summary="In short", live=number != 2)
    article.body = [("heading", "What changes"), ("paragraph", RichText("<p>In full.</p>"))]
    index.add_child(instance=article)
    article.save_revision(user=owner)
for name in titles[:2] if is_first else titles[2:6]:
    home.add_child(instance=NewsIndex(title=f"About {name.lower()}", slug=f"about-{chance.randrange(10**6)}"))

for number, name in enumerate(pictures):
    out = io.BytesIO()
    Picture.new("RGB", (320 + 40 * number, 240), (40 * number, 120, 160)).save(out, "PNG")
    Image.objects.create(title=name, file=ImageFile(io.BytesIO(out.getvalue()), name=f"p{number}.png"), uploaded_by_user=owner)
for number, name in enumerate(papers):
    Document.objects.create(title=name, file=ContentFile(b"text", name=f"d{number}.txt"), uploaded_by_user=owner)
for number in range(2 if is_first else 6):
    Redirect.objects.create(old_path=f"/old-{number}", redirect_link="https://example.org/", is_permanent=number % 2 == 0)
ContactSetting.objects.create(site=Site.objects.first(), phone="12345" if is_first else "98765", email="desk@example.org")
