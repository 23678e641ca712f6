"""The MkDocs hook: plain ``mkdocs build`` makes the whole site, generated pages included.

It holds no logic of its own; pages come from ``control_atlas.pages.site``, the work is done by
``control_atlas.pages.build``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from control_atlas import clock
from control_atlas.pages import csp, guides, shell
from control_atlas.pages.build import BuildError, Settings, finish_site
from control_atlas.pages.search_index import SearchIndexError

# The theme ships its own search and source maps; the site has its own search.
UNUSED = ("assets/javascripts/", "assets/stylesheets/palette")
state: dict[str, Any] = {"serving": False, "policy": None}


def on_startup(command: str, dirty: bool) -> None:
    """Remembers whether a preview server runs: it adds a script of its own that the policy would stop."""
    state["serving"] = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Watches what the generated pages are made from; takes out the guides where they are about other records."""
    if not guides.belong(config):
        guides.drop_entries(config)
    root = Path(config.config_file_path).parent
    for name in ("records", "vocabularies", "coverage", "schemas", "src/control_atlas"):
        folder = str(root / name)
        if Path(folder).is_dir() and folder not in config.watch:
            config.watch.append(folder)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the placeholder pages and drops what the theme ships for features that are off."""
    if not guides.belong(config):
        guides.drop_files(files)
    for file in list(files):
        if file.src_uri.startswith(UNUSED) or file.src_uri.endswith(".map"):
            files.remove(file)
    for source in shell.SOURCES.values():
        page = shell.placeholder()
        files.append(File.generated(config, source, content=page, inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Gives the theme the policy, computed from its own templates, and the day of the build."""
    hashes = csp.theme_hashes(env, config.theme.get("features") or (), _site_base(config))
    state["policy"] = None if state["serving"] else csp.policy(hashes)
    env.globals["content_security_policy"] = state["policy"]
    env.globals["edit_base"] = _edit_base(config)
    env.globals["built_on"] = clock.today()
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Writes the generated pages, the search index, and checks the whole site."""
    from control_atlas.pages.site import pages_for_build

    settings = Settings(
        policy=state["policy"],
        site_url=config.site_url or "",
        site_base=_site_base(config),
        edit_base=_edit_base(config),
    )
    try:
        finish_site(Path(config.site_dir), pages_for_build(), settings)
    except (BuildError, SearchIndexError, ValueError) as fault:
        raise PluginError(str(fault)) from fault


def _site_base(config: MkDocsConfig) -> str:
    return urlsplit(config.site_url or "/").path.rstrip("/") + "/"


def _edit_base(config: MkDocsConfig) -> str:
    if not config.repo_url:
        return ""
    return f"{config.repo_url.rstrip('/')}/{config.extra.get('edit_path', 'edit/main/').strip('/')}/"
