"""Pieces that the pages share; everything that touches Streamlit's state is here."""
