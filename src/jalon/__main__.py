"""``python -m jalon`` is the command line."""

from jalon.cli.main import main

if __name__ == "__main__":
    main()
