"""The evidence pack: a brief with everything that is needed to check it without this program.

In it: the brief, every quote with its place and the SHA-256 of its article version, the stored texts of the
cited versions, and a list of the checksums of all files. The same brief always gives the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from index.models import Article
from qa.briefing.links import fragment_link
from qa.briefing.page import lay_out
from qa.briefing.page_parts import citation_key
from qa.errors import SettingsError
from qa.files import write_whole
from qa.models import Brief, Citation
from qa.render import brief_schema, print_brief, render_brief

COLUMNS = (
    "quote", "article", "version", "title", "publisher", "published", "url", "link", "page", "start", "end",
    "sha256", "text_file",
)  # fmt: skip
# A table program takes a cell for a formula if it begins with one of these, whatever the quotation marks
# of the file say. An apostrophe is put before it, and before an apostrophe, so that it can be taken off.
_FORMULA = re.compile(r"['=+\-@\t\r\n＝＋－＠|%]")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest there is; no clock, so that the same pack has the same bytes


def write_pack(output: Path, brief: Brief, article_of: Callable[[str, int], Article]) -> int:
    """Write the pack to a new folder, or to `output` if that ends in .zip; how many quotes are in it.

    Raises:
        SettingsError: if it can not be written, or `output` is there already: evidence is not overwritten.
    """
    require_new(output)
    cited = citations_of(brief)
    contents = _contents(brief, cited, article_of)
    try:
        if output.suffix.lower() == ".zip":
            write_whole(output, _zipped(contents, output.stem))
        else:
            _write_folder(output, contents)
    except OSError as e:
        raise SettingsError(f"{output}: {e.strerror}", hint="choose another place with -o") from e
    return len(cited)


def require_new(output: Path) -> None:
    """Let a place pass where no pack, and nothing else, would be overwritten.

    Raises:
        SettingsError: if something is there; an empty folder may be.
    """
    try:
        is_empty = output.suffix.lower() != ".zip" and output.is_dir() and not any(output.iterdir())
    except OSError:  # what cannot be looked into
        is_empty = False
    if output.exists() and not is_empty:
        raise SettingsError(f"{output} is there already", hint="choose a new folder or .zip file with -o")


def citations_of(value: Any) -> list[Citation]:
    """Every citation in a document, in the order of its fields, each once."""
    return list({citation_key(c): c for c in _walk(value)}.values())


def _walk(value: Any) -> Iterator[Citation]:
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _walk(getattr(value, name))
    elif isinstance(value, list):
        for each in value:
            yield from _walk(each)


def _contents(
    brief: Brief, cited: list[Citation], article_of: Callable[[str, int], Article]
) -> Mapping[str, bytes]:
    """The files by their names in the pack."""
    page = lay_out(brief)
    contents = {
        "README.txt": files("qa").joinpath("templates", "pack.txt").read_bytes(),
        "brief.md": render_brief(brief, "md", page).encode(),
        "brief.html": render_brief(brief, "html", page).encode(),
        "brief.pdf": print_brief(brief, "pdf", page=page),
        "brief.json": render_brief(brief, "json").encode(),
        "brief.schema.json": brief_schema().encode(),
        "evidence.csv": _table(cited).encode("utf-8-sig"),
    }
    for article_id, version in sorted({(c.article_id, c.version) for c in cited}):
        text = article_of(article_id, version).text
        contents[_text_name(article_id, version)] = text.encode()
    sums = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(contents.items()))
    return contents | {"SHA256SUMS": "".join(sums).encode()}


def _text_name(article_id: str, version: int) -> str:
    return f"texts/{re.sub('[^A-Za-z0-9]', '_', article_id)}-v{version}.txt"


def _table(cited: list[Citation]) -> str:
    """One quote a row."""
    made = io.StringIO()
    rows = csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for c in cited:
        rows.writerow(
            cell(value)
            for value in (
                c.quote, c.article_id, c.version, c.title, c.publisher, c.published_at, c.url,
                fragment_link(c.url, c.quote), c.page, c.start, c.end, c.sha256,
                _text_name(c.article_id, c.version),
            )
        )  # fmt: skip
    return made.getvalue()


def cell(value: str | int | None) -> str:
    """A value as a cell that no table program runs; a leading apostrophe, if any, is to be taken off."""
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _zipped(contents: Mapping[str, bytes], folder: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return made.getvalue()


def _write_folder(output: Path, contents: Mapping[str, bytes]) -> None:
    """The folder appears when all of it is there."""
    part = Path(tempfile.mkdtemp(prefix=f".{output.name[:40]}.", dir=output.absolute().parent))
    try:
        part.chmod(0o755)
        for name, data in contents.items():
            path = part / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        part.replace(output)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
