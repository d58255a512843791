import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")

application = get_wsgi_application()
# What loading made stays as long as the process: no page has to wait while it is looked through for garbage.
gc.collect()
gc.freeze()
