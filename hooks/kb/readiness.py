"""Readiness: whether what would be published is what was committed and pushed; each reason has its remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from kb.repository import GitFailed, Repository

# What a build reads; the rest of a checkout may be in any state.
READ = ("docs", "hooks", "overrides", "mkdocs.yml", "requirements.txt")
SOURCE = "refs/kb/source"
PLACEHOLDERS = {"example.org", "example.com", "example.net"}


@dataclass(frozen=True)
class Reason:
    """Why nothing is published, and what to do about it."""

    wrong: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.wrong}; {self.remedy}"


def reasons(repository: Repository, remote: str, site_url: str, options: Mapping[str, object]) -> list[Reason]:
    """Return every reason not to publish, all at once."""
    if not repository.ask("rev-parse", "HEAD"):
        return [Reason("this is no git checkout with a commit", "clone the repository and publish from there")]
    return [*_options(options), *_address(site_url), *_unlike_head(repository), *_unpushed(repository, remote)]


def _options(options: Mapping[str, object]) -> Iterator[Reason]:
    meanings = {
        "force": ("--force", "nobody's commit is overwritten"),
        "no_history": ("--no-history", "the history of the branch is the record of what was published"),
        "message": ("-m", "the message names the commit that was published"),
        "dirty": ("--dirty", "only a whole build is published"),
    }
    for name, (flag, why) in meanings.items():
        if options.get(name):
            yield Reason(f"{flag} has no place here: {why}", "leave it out")


def _address(site_url: str) -> Iterator[Reason]:
    host = urlsplit(site_url).hostname or ""
    if not host or host in PLACEHOLDERS:
        yield Reason(
            f"`site_url` is still the placeholder {site_url or 'nothing'}",
            "write the site's address at the top of mkdocs.yml",
        )


def _unlike_head(repository: Repository) -> Iterator[Reason]:
    """Compare what the build reads with the commit itself: git status knows nothing of ignored files."""
    tree = {path: name for path, (_, name) in repository.tree("HEAD").items() if path.split("/")[0] in READ}
    root = repository.folder
    files = [
        path for top in READ for path in ([root / top] if (root / top).is_file() else sorted((root / top).rglob("*")))
    ]
    present = {
        path.relative_to(root).as_posix() for path in files if path.is_file() and "__pycache__" not in path.parts
    }
    actual = repository.hashes(sorted(present))
    for path in sorted(present | set(tree)):
        if path not in tree:
            yield Reason(f"{path} is in no commit", "commit it, or move it out of what the build reads")
        elif path not in present:
            yield Reason(f"{path} is committed and missing here", f"commit its removal, or git restore {path}")
        elif actual[path] != tree[path]:
            yield Reason(f"{path} differs from its last commit", f"commit it, or git restore {path}")


def _unpushed(repository: Repository, remote: str) -> Iterator[Reason]:
    if repository.ask("rev-parse", "--is-shallow-repository") == "true":
        yield Reason("this is a shallow clone", "git fetch --unshallow")
    if not repository.ask("remote", "get-url", remote):
        yield Reason(f"there is no remote `{remote}`", f"git remote add {remote} <address>")
        return
    try:
        said = repository.git("ls-remote", "--symref", remote, "HEAD").decode()
    except GitFailed as error:
        yield Reason(f"the remote `{remote}` cannot be reached ({error})", "check the network and the address")
        return
    main = said.split()[1].removeprefix("refs/heads/") if said.startswith("ref: ") else "main"
    branch = repository.ask("symbolic-ref", "--short", "-q", "HEAD")
    if not branch:
        yield Reason("HEAD is detached from any branch", f"git switch {main}")
    elif branch != main:
        yield Reason(f"this is the branch `{branch}`, and `{main}` is the one that is published", f"git switch {main}")
    try:
        repository.fetch(remote, main, SOURCE)
    except GitFailed:
        yield Reason(f"`{remote}` has no branch `{main}` yet", f"git push {remote} HEAD:{main}")
        return
    ahead, behind = (int(n) for n in repository.ask("rev-list", "--left-right", "--count", f"HEAD...{SOURCE}").split())
    if ahead and branch in {main, ""}:
        yield Reason(f"{ahead} commits are not pushed", f"git push {remote} {main}")
    if behind and branch in {main, ""}:
        yield Reason(f"`{remote}` has {behind} newer commits", f"git pull {remote} {main}")


def site_files(site: Path) -> dict[str, bytes]:
    """Return the files of a built site by their paths in it."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
