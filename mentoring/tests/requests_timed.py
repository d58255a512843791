"""Times requests that write mail, in a process whose broker is the environment's.

python -m mentoring.tests.requests_timed <requests>

Prints the milliseconds of each as a JSON list. Every request asks for a sign-in code: one message each.
"""

import json
import sys
import time
import warnings

import django


def main(count):
    warnings.simplefilter("ignore")
    django.setup()
    from django.test import Client
    from django.test.utils import override_settings

    took = []
    # Each client builds the middleware anew: without the static files, what is timed is the request.
    with override_settings(ALLOWED_HOSTS=["testserver"], WHITENOISE_USE_FINDERS=False):
        for number in range(count):
            client = Client(REMOTE_ADDR=f"10.0.0.{number}")
            began = time.perf_counter()
            answer = client.post("/connexion/", {"email": f"personne{time.time_ns()}@exemple.org"})
            took.append(round((time.perf_counter() - began) * 1000, 1))
            assert answer.status_code == 302
    print(json.dumps(took))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
