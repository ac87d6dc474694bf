"""``python -m pipeline`` and ``offlimits`` are the same."""

from pipeline.cli.app import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
