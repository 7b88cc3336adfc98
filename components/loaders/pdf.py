"""PDF: the text layer of each page."""

import io

from polycite.components.errors import LoadingError
from polycite.components.loaders.limits import too_long
from polycite.components.loaders.tracing import Extract, TracedText


def read_pdf(data: bytes, max_characters: int) -> Extract:
    """The pages that have text, apart by an empty line; the map counts pages from 1.

    "pages" in the metadata is their number, "pages_without_text" that of the empty or scanned ones.

    Raises:
        LoadingError: the file is broken or encrypted, has no text layer, or more text than
            ``max_characters``.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    out, pages, empty = TracedText(unit="page"), 0, 0
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileNotDecryptedError
        for pages, page in enumerate(reader.pages, 1):
            text = page.extract_text().strip()
            empty += not text
            out.put(text, pages)
            out.blank()
            if len(out) > max_characters:
                raise too_long(len(out), max_characters)
    except LoadingError:
        raise
    except (DependencyError, FileNotDecryptedError) as error:
        raise LoadingError(
            "It is encrypted.", "Save it without protection, for example with `qpdf --decrypt OLD NEW`."
        ) from error
    except Exception as error:  # a broken file fails in any way: KeyError, ValueError, RecursionError, pypdf's
        where = f" after page {pages}" if pages else ""
        raise LoadingError(
            f"It is broken: it cannot be read{where} ({error or type(error).__name__}).",
            "Print it to PDF again, or repair it with `qpdf OLD NEW`.",
        ) from error
    if empty == pages:
        raise LoadingError(
            f"None of its {pages} pages has a text layer: they are scans or empty.",
            "Recognise its text with `ocrmypdf OLD NEW`.",
        )
    return out.extract({"pages": pages} | ({"pages_without_text": empty} if empty else {}))
