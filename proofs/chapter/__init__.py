"""The chapter, one claim a file; contents.py is the reading order."""
