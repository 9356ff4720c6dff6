"""Sources that are a site's own Markdown, as Jekyll, Hugo, Astro, Eleventy and others keep it."""
