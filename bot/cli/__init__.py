"""The command line: the one place, with `bot.__main__`, where the parts are put together."""
