"""The guide as pages: `tests/run guide` builds it.

The source folder is the repository: every page is a Markdown file at its own place, so that the same links work here, in
an editor and on a code host, and nothing is written twice. The order of the pages stands in `toc.yml`.
"""

project = "hongyan"
author = "The hongyan authors"
copyright = author
extensions = ["myst_parser", "sphinx_external_toc"]
external_toc_path = "core/guide/toc.yml"
exclude_patterns = [".*", "**/.*", "target", "**/node_modules", "**/dist"]
include_patterns = [
    "*.md",
    "core/guide/**",
    "core/README.md",
    "core/benches/results.md",
    "core/sample/README.md",
    "core/sample-messy/README.md",
    "fuzz/results.md",
    "tests/*.md",
    "tests/*/*.md",
    "bindings-python/README.md",
    "bindings-python/docs/*.md",
    "bindings-python/spark/*.md",
    "bindings-wasm/README.md",
    "bindings-wasm/bench/results.md",
    "bindings-wasm/page/README.md",
]
# links to headings, as code hosts make them
myst_heading_anchors = 4
html_theme = "furo"
html_title = "hongyan"
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
# nothing is fetched by a reader's browser: no fonts, no scripts from elsewhere
html_theme_options = {"source_repository": "", "source_branch": "", "source_directory": ""}
nitpicky = True
