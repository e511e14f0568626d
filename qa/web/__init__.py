"""The web page: ask, read the cited words in their article, write a brief. The only room with gradio.

Gradio reads these variables while it is imported, so they are set before any module here can do that.
Without them it looks up huggingface.co and api.gradio.app.
"""

from __future__ import annotations

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
