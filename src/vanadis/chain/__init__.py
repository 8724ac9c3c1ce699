"""The five-stage material-product chain of vanadium."""
