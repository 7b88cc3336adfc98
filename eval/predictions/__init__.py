"""What a system answered, read from any file, with its citations taken apart."""
