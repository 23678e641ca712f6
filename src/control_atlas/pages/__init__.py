"""Pages from typed blocks: HTML, Markdown twins, search, and the build of the whole site."""
