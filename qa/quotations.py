"""What stands in quotation marks of any kind: somebody's words, not the article's own."""

from __future__ import annotations

import re

QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"|„[^“”]*[“”]|«[^»]*»")
