"""The site's search, measured: queries with graded judgments, measures, and a model that runs the page's own workers."""
