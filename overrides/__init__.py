"""The theme of the site: templates, styles, scripts, words and the hooks of its build."""
