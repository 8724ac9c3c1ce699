"""SQL of the pages, one module per subject; every function takes a reader."""
