"""What runs a model: batches across threads, 8 bits, ONNX, names of deployed versions."""
