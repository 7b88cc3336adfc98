"""One Haystack component a file; each file is named after its noun.

At the top is what a pipeline is made of. What it is made with is in folders, none of which knows of a pipeline:

- ``text``, ``languages``, ``loaders``: texts and files before any model.
- ``question_files``: files of questions and answers, as teams and data sets have them.
- ``networks``: what runs a model. ``stores``: what keeps originals and vectors.
- ``answers``, ``citations``: from what a reader points at to what is said and shown.
- ``alignment``, ``entities``, ``translation``, ``translators``: a text in another language, and what must survive.
- ``claims``, ``drafts``: what a language model may say. ``chat``: the turns of a conversation.
"""
