"""Citations outside an answer: files, annotations, and finding them again in a changed document."""
