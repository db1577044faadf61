"""Links that were paid for.

Google, "Qualify your outbound links": developers.google.com/search/docs/crawling-indexing/qualify-outbound-links.
"""

import re
from typing import Final

from kabar.domain.markup import Html

PAID: Final = "sponsored noopener"
# The templates and the inline markup write every attribute in quotation marks, with `>` and `"` escaped within.
_LINK: Final = re.compile(r"<a\b([^>]*)>")
_REL: Final = re.compile(r'\srel="[^"]*"')


def paid(markup: str) -> Html:
    """The rendered HTML with every link of it marked as paid for."""
    return Html(_LINK.sub(lambda link: f'<a{_REL.sub("", link[1])} rel="{PAID}">', markup))
