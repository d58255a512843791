"""Reading the environment: what only a fresh process shows."""

import os
import subprocess
import sys


def test_a_secret_key_that_begins_with_a_dollar_is_itself(tmp_path):
    """django-environ would read another variable's name in it."""
    script = "from mentoring import settings; print(settings.SECRET_KEY)"
    environment = os.environ | {"SECRET_KEY": "$ecret-" + 50 * "x", "VAR_DIR": str(tmp_path)}
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True
    )
    assert answer.stdout.strip() == "$ecret-" + 50 * "x"
