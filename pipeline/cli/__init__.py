"""The command line: argv and environment to one call, exit codes, and the only place that prints."""
