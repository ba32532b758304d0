"""The host application of the Wagtail corpus: one settings file for Wagtail 2.16 to 7.4. CORPUS_DATABASE names the database."""

import os
import sys

import wagtail

CORE = "wagtail.core" if wagtail.VERSION < (3, 0) else "wagtail"
SECRET_KEY = "only-for-snapshots"
DEBUG = True
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    "portal",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    CORE,
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "urls"
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": True,
    "OPTIONS": {"context_processors": [
        "django.template.context_processors.debug",
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
        "wagtail.contrib.settings.context_processors.settings",
    ]},
}]
# Each release writes its own migrations of our models, beside its database.
MIGRATIONS = os.environ["CORPUS_DATABASE"] + ".migrations"
sys.path.insert(0, MIGRATIONS)
MIGRATION_MODULES = {"portal": "portal_migrations"}
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["CORPUS_DATABASE"]}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
LANGUAGE_CODE = "en"
USE_I18N = True
USE_L10N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
MEDIA_URL = "/media/"
MEDIA_ROOT = os.environ["CORPUS_DATABASE"] + ".media"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = []
SILENCED_SYSTEM_CHECKS = ["fields.W342", "wagtailadmin.W003"]
WAGTAIL_SITE_NAME = "Portal"
WAGTAILADMIN_BASE_URL = "http://host.test"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_CONTENT_LANGUAGES = [("en", "English")]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGGING = {"version": 1, "loggers": {"django": {"level": "CRITICAL"}, "django.server": {"level": "CRITICAL"}}}
