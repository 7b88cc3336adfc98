"""Where originals, passages and vectors are kept: the embedded engine, a server, and what makes them safe."""
