"""Charts as Altair or Plotly objects; frames and words in, chart out."""
