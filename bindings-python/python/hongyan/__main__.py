"""``python -m hongyan``: the command."""

from hongyan.cli import main

if __name__ == "__main__":
    main()
