"""The reader's page. The only package that knows Streamlit."""
