"""What OctoPrint 1.4 and the packages of its time take for granted and newer releases of Python dropped. Loaded by a .pth file."""

import base64
import collections
import collections.abc
import inspect

for name in collections.abc.__all__:
    if not hasattr(collections, name):
        setattr(collections, name, getattr(collections.abc, name))
for old, new in {"decodestring": "decodebytes", "encodestring": "encodebytes"}.items():
    if not hasattr(base64, old):
        setattr(base64, old, getattr(base64, new))
if not hasattr(inspect, "getargspec"):
    inspect.getargspec = lambda function: inspect.getfullargspec(function)[:4]
