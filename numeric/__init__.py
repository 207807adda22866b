"""What the code does: the chapter's algorithms in NumPy, problems to run them on, and measurements of what they do."""
