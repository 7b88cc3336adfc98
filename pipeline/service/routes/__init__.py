"""The endpoints, one subject a file."""

from polycite.pipeline.service.routes import (
    asking,
    chat_streaming,
    chatting,
    citations,
    completions,
    documents,
    evidence,
    feedback,
    health,
    jobs,
    metrics,
    page,
    single_documents,
    streaming,
    uploads,
)

ROUTERS = (
    asking.router,
    chatting.router,
    chat_streaming.router,
    documents.router,
    uploads.router,
    single_documents.router,
    jobs.router,
    citations.router,
    evidence.router,
    feedback.router,
    completions.router,
    metrics.router,
    streaming.router,
    health.router,
    page.router,
)
