"""The REST service behind a support chatbot, and its page."""
