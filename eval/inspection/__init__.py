"""What a model knows of a language before anything is labelled, and what to do where it knows little."""
