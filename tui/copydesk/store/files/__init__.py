"""Writing and reading files so that nothing is lost: atomic writes, guards, locks, caches."""
