"""Copy what was published to where readers find it."""

from pipeline.deliver.copies import copy_build
from pipeline.model.errors import DeliveryError
from pipeline.nightly.house import House


def copy_site(house: House) -> tuple[str, ...]:
    """Let each configured program copy its build, if that is another than it copied last.

    Returns:
        One line for each that failed; it is tried again by the next run.

    Raises:
        StoreError: the data directory cannot be written.
    """
    problems = []
    for options in house.settings.copies:
        try:
            copy_build(options, house.data_dir / "site")
        except DeliveryError as error:
            problems.append(str(error))
    return tuple(problems)
