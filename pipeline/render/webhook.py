"""The body of a webhook's call: JSON from a Jinja template, into which no value can write a key or end a text.

Between quotation marks a value is printed as the inside of a JSON text; ``{{ value|json }}`` prints all of it as JSON,
without quotation marks around. ``inert`` takes from a text what chat programs would act on.
"""

import json
import re
from dataclasses import asdict

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.model.edition import Edition
from pipeline.model.errors import ConfigError
from pipeline.model.options import SiteOptions, WebhookOptions
from pipeline.render.email import text
from pipeline.render.environment import template_dir
from pipeline.render.links import segment
from pipeline.text.words import clean

_SHIPPED = "webhook/brief.json.j2"
_ACTING = re.compile(r"@(?=\w)|\](?=\()")


class _Json(str):
    """JSON that is printed as it is."""

    __slots__ = ()


def webhook_body(edition: Edition, *, site: SiteOptions, options: WebhookOptions) -> bytes:
    """What a webhook is sent of an edition: the same edition and template give the same bytes.

    Raises:
        ConfigError: the template cannot be read, names what there is not, or makes no JSON.
    """
    origin = options.origin or _SHIPPED
    source = options.template or (template_dir() / _SHIPPED).read_text(encoding="utf-8")
    base = site.base_url.rstrip("/")
    url = f"{base}/briefs/{segment(edition.edition_id)}/" if base else ""
    try:
        made = (
            _environment()
            .from_string(source)
            .render(edition=asdict(edition), text=text(edition, site), title=site.title, url=url)
        )
        return json.dumps(json.loads(made), ensure_ascii=False).encode("utf-8", "replace")
    except TemplateError as error:
        line = f":{error.lineno}" if isinstance(error, TemplateSyntaxError) else ""
        raise ConfigError(f"{origin}{line}: {clean(str(error))}; mend the template of the webhook") from error
    except ValueError as error:
        mend = 'put each value between quotation marks, "{{ value }}", or write {{ value|json }}'
        raise ConfigError(f"{origin}: makes no JSON ({clean(str(error))}); {mend}") from error


def inert(told: str) -> str:
    """A text in which Slack, Mattermost and Teams find no link, no mention and no markup of their own."""
    escaped = told.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ACTING.sub("\\g<0>\u2060", escaped)


def _environment() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        autoescape=False,  # there is no HTML; ``finalize`` escapes for JSON
        finalize=_inside,
        undefined=StrictUndefined,
    )
    made.filters = {**made.filters, "json": lambda value: _Json(json.dumps(value, ensure_ascii=False)), "inert": inert}
    return made


def _inside(value: object) -> str:
    if isinstance(value, _Json):
        return value
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)[1:-1]
    return json.dumps(value, ensure_ascii=False, default=str)
