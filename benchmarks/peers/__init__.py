"""Who is measured, one module each: ``python -m benchmarks.peers.<module> PHASE FOLDER``."""
