"""What all tests share: no test has to be done in time, for what is slow is measured in a benchmark."""

from hypothesis import settings

settings.register_profile("offlimits", deadline=None)
settings.load_profile("offlimits")
