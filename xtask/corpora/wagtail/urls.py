"""Addresses of the host application."""

import wagtail
from django.urls import include, path
from wagtail.admin import urls as admin
from wagtail.documents import urls as documents

if wagtail.VERSION < (3, 0):
    from wagtail.core import urls as pages
else:
    from wagtail import urls as pages

urlpatterns = [path("admin/", include(admin)), path("documents/", include(documents)), path("", include(pages))]
