"""The knowledge base without MkDocs: values and pure functions, one noun a module."""
