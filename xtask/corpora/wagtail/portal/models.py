"""A company's portal: news, suppliers, contact settings."""

import wagtail
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.contrib.settings.models import register_setting
from wagtail.snippets.models import register_snippet

IS_OLD = wagtail.VERSION < (3, 0)
if IS_OLD:
    from wagtail.admin.edit_handlers import FieldPanel, InlinePanel, MultiFieldPanel, StreamFieldPanel
    from wagtail.contrib.settings.models import BaseSetting
    from wagtail.core.blocks import CharBlock, RichTextBlock
    from wagtail.core.fields import RichTextField, StreamField
    from wagtail.core.models import Orderable, Page
    from wagtail.images.edit_handlers import ImageChooserPanel
else:
    from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
    from wagtail.blocks import CharBlock, RichTextBlock
    from wagtail.contrib.settings.models import BaseSiteSetting as BaseSetting
    from wagtail.fields import RichTextField, StreamField
    from wagtail.models import Orderable, Page

    StreamFieldPanel = ImageChooserPanel = FieldPanel

JSON = {"use_json_field": True} if (3, 0) <= wagtail.VERSION < (6, 0) else {}


class NewsIndex(Page):
    introduction = RichTextField(blank=True)
    content_panels = Page.content_panels + [FieldPanel("introduction")]


@register_snippet
class Supplier(models.Model):
    name = models.CharField(max_length=80)
    city = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    approved = models.BooleanField(default=False)
    panels = [FieldPanel("name"), FieldPanel("city"), FieldPanel("email"), FieldPanel("approved")]

    def __str__(self):
        return self.name


@register_snippet
class Department(models.Model):
    name = models.CharField(max_length=60)
    panels = [FieldPanel("name")]

    def __str__(self):
        return self.name


class Article(Page):
    AUDIENCE = [("all", "Everyone"), ("staff", "Staff"), ("board", "Board")]
    date = models.DateField("date of issue")
    summary = models.TextField(blank=True)
    audience = models.CharField(max_length=8, choices=AUDIENCE, default="all")
    is_featured = models.BooleanField("featured", default=False)
    contact = models.EmailField("contact address", blank=True)
    picture = models.ForeignKey("wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    body = StreamField([("heading", CharBlock()), ("paragraph", RichTextBlock())], blank=True, **JSON)
    content_panels = Page.content_panels + [
        MultiFieldPanel(
            [FieldPanel("date"), FieldPanel("audience"), FieldPanel("is_featured"), FieldPanel("contact")], heading="Issue"
        ),
        FieldPanel("summary"),
        ImageChooserPanel("picture"),
        StreamFieldPanel("body"),
        InlinePanel("links", label="Links"),
    ]


class Link(Orderable):
    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="links")
    title = models.CharField(max_length=80)
    address = models.URLField(blank=True)
    panels = [FieldPanel("title"), FieldPanel("address")]


@register_setting(icon="mail")
class ContactSetting(BaseSetting):
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    opening_hours = models.TextField(blank=True)
