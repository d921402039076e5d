"""Start Tallywire: `python -m bot`, or the console script `tallywire`."""

from bot.cli.app import main

if __name__ == "__main__":
    main()
