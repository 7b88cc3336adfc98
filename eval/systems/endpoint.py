"""An HTTP endpoint that speaks our answer schema, as a system."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from polycite.components.errors import SettingsError
from polycite.components.evidence import Original
from polycite.eval.datasets.questions import Question
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.systems.answer_schema import read_answer
from polycite.eval.systems.system import PredictionError, Progress

if TYPE_CHECKING:
    import httpx

_AGAIN = frozenset({429, 500, 502, 503, 504})
_LONGEST_WAIT = 60.0
_SHOWN = 200


class Endpoint:
    """Each question is posted as ``{"question": ...}``; what comes back is ``Answer.to_dict()`` as JSON.

    The documents are the endpoint's own affair: it must have been given them under their ids here.

    Args:
        url: of the endpoint.
        headers_from: header to the environment variable that holds its value.
        body: further fields of what is posted.
        timeout: seconds for one try.
        retries: further tries.
        backoff: seconds before the first further try, doubled each time.

    Raises:
        SettingsError: an environment variable is not set.
    """

    def __init__(
        self,
        url: str,
        headers_from: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        timeout: float = 60.0,
        retries: int = 3,
        backoff: float = 0.5,
    ) -> None:
        import httpx

        headers = {}
        for header, variable in (headers_from or {}).items():
            if not os.environ.get(variable):
                raise SettingsError(
                    f"The header {header} of {url} is the environment variable {variable}, which is not set.",
                    f"Set {variable}, or correct 'headers_from' in the suite.",
                )
            headers[header] = os.environ[variable]
        self._url, self._body, self._retries, self._backoff = url, dict(body or {}), retries, backoff
        # A redirect would carry the headers, and what they hold, to an address that nobody wrote down.
        self._client = httpx.Client(headers=headers, timeout=timeout, follow_redirects=False)

    def index(self, originals: Sequence[Original], progress: Progress | None = None) -> None:
        """Nothing: the endpoint has its documents."""

    def predict(self, question: Question) -> Prediction:
        """What the endpoint answers; the latency is that of the try that succeeded."""
        tries = 0
        while True:
            begin = time.perf_counter()
            problem, wait, response = self._post(question.question)
            milliseconds = 1000 * (time.perf_counter() - begin)
            if response is not None:
                return read_answer(question.id, self._json(response), milliseconds)
            if wait is None or tries >= self._retries:
                raise PredictionError(f"{self._url} {problem}", f"Tried {tries + 1} time(s).")
            time.sleep(min(_LONGEST_WAIT, wait or self._backoff * 2**tries))
            tries += 1

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _post(self, question: str) -> tuple[str, float | None, httpx.Response | None]:
        """What went wrong, how long to wait before another try (None: there is none), the response when all is well."""
        import httpx

        try:
            response = self._client.post(self._url, json={**self._body, "question": question})
        except httpx.TransportError as error:
            return f"did not answer: {type(error).__name__}: {error}", 0.0, None
        if response.is_success:
            return "", None, response
        problem = f"answered with status {response.status_code}: {response.text[:_SHOWN]!r}"
        if response.is_redirect:
            problem = f"redirects to {response.headers.get('location')!r}, which is not followed"
        if response.status_code not in _AGAIN:
            return problem, None, None
        after = response.headers.get("retry-after", "")
        return problem, float(after) if after.isdecimal() else 0.0, None

    def _json(self, response: httpx.Response) -> Any:
        try:
            return response.json()
        except ValueError:
            raise PredictionError(f"{self._url} answered no JSON: {response.text[:_SHOWN]!r}") from None
