"""Write the golden outputs anew: ``python -m tests.golden.regenerate``. Read the diff before you commit it."""

import shutil
import sys

from tests.golden.outputs import EXPECTED, outputs


def main() -> None:
    """Replace everything below ``expected``."""
    made = outputs()
    if EXPECTED.is_dir():
        shutil.rmtree(EXPECTED)
    for path, text in made.items():
        place = EXPECTED / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"wrote {len(made)} files below {EXPECTED}\n")


if __name__ == "__main__":
    main()
