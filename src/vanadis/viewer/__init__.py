"""What the viewer shows: queries, numbers, charts and downloads, without its state."""
