"""Start Tallywire: `python -m bot`, or the console script `tallywire`."""


def main() -> None:
    """Run the command line; every worker process imports this module too, and needs nothing of it."""
    from bot.cli.app import main as run  # noqa: PLC0415 - 100 MB and a second for each process that reads

    run()


if __name__ == "__main__":
    main()
