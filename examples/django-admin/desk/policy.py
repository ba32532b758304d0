"""The content security policy, as an operator who cares would send it. (Django 6 has this built in.)"""

from django.conf import settings


def content_security_policy(get_response):
    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        return response

    return middleware
