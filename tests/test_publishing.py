"""Publishing, with a real bare repository as the remote and a second clone that interferes."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sketch import ROOT, Sketch

GIT = shutil.which("git") or "git"


@dataclass
class Ended:
    """How a deploy ended."""

    status: int
    said: str


class Desk:
    """An author's clone of a sketched site, its remote, and another clone that interferes."""

    def __init__(self, folder: Path) -> None:
        self.remote, self.clone, self.other = folder / "remote.git", folder / "clone", folder / "other"
        run(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.remote))
        run(folder, "clone", "--quiet", str(self.remote), str(self.clone))
        self.sketch = Sketch(self.clone)
        config = self.clone / "mkdocs.yml"
        config.write_text(config.read_text().replace("https://example.org/", "https://essays.test/"))
        (self.clone / ".gitignore").write_text("/site/\n__pycache__/\n*.duckdb\n")
        self.sketch.essay("privacy/one", "Lead.\n\n## First part\n\nText.\n", number=1)
        self.commit("Begin")

    def commit(self, message: str, push: bool = True) -> None:
        """Commit everything and push it."""
        run(self.clone, "switch", "--quiet", "-C", "main") if not self.tip("main") else None
        run(self.clone, "add", "--all")
        run(self.clone, "commit", "--quiet", "-m", message)
        if push:
            run(self.clone, "push", "--quiet", "-u", "origin", "HEAD:main")

    def deploy(
        self,
        *options: str,
        mode: str = "",
        path: str = "",
        folder: Path | None = None,
        before: Callable[[], None] | None = None,
    ) -> Ended:
        """Run the author's command."""
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "gh-deploy", *options],
            cwd=folder or self.clone,
            env=environment(
                {"KB_PUBLISH": mode, "PATH": f"{path}:{os.environ['PATH']}" if path else os.environ["PATH"]}
            ),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            preexec_fn=before,
        )
        assert "Traceback" not in done.stderr + done.stdout, done.stderr
        return Ended(done.returncode, done.stderr + done.stdout)

    def tip(self, branch: str = "gh-pages") -> str:
        """Return the remote's commit of a branch, empty where there is none."""
        return run(self.remote, "rev-parse", "--quiet", "--verify", f"refs/heads/{branch}", check=False)

    def live(self, path: str, commit: str = "gh-pages") -> str:
        """Return a file of the live branch, empty where it has none."""
        return run(self.remote, "show", f"{commit}:{path}", check=False)

    def interfere(self, path: str, content: str, branch: str = "gh-pages") -> str:
        """Commit a file to the live branch as somebody else; return the commit."""
        shutil.rmtree(self.other, ignore_errors=True)
        run(self.remote.parent, "clone", "--quiet", "--branch", branch, str(self.remote), str(self.other))
        file = self.other / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
        run(self.other, "add", "--all")
        run(self.other, "commit", "--quiet", "-m", "Somebody else")
        run(self.other, "push", "--quiet", "origin", branch)
        return run(self.other, "rev-parse", "HEAD")


def environment(more: dict[str, str]) -> dict[str, str]:
    """Return an environment in which git knows nobody's settings but these."""
    person = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "A"), ("EMAIL", "a@essays.test"))
    }
    quiet = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return {"PATH": os.environ["PATH"], "HOME": os.devnull, **person, **quiet, **more}


def run(folder: Path, *arguments: str, check: bool = True) -> str:
    """Run git and return what it prints."""
    done = subprocess.run(
        [GIT, *arguments], cwd=folder, env=environment({}), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 or not check, done.stderr
    return done.stdout.strip() if done.returncode == 0 else ""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a clone that could be published at once."""
    return Desk(tmp_path)


def test_one_command_publishes_and_the_same_again_publishes_nothing(desk: Desk) -> None:
    first = desk.deploy()
    tip = desk.tip()
    second = desk.deploy()

    assert (first.status, second.status) == (0, 0), first.said
    assert "added    privacy/one/" in first.said
    assert f"Published as {tip[:12]}." in first.said
    assert "Nothing to publish: the live site is this one." in second.said
    assert desk.tip() == tip
    assert "First part" in desk.live("privacy/one/index.html")
    assert run(desk.remote, "cat-file", "-e", "gh-pages:.nojekyll") == ""
    source = run(desk.clone, "rev-parse", "HEAD")
    assert run(desk.remote, "log", "-1", "--format=%(trailers:key=Published-from,valueonly)", "gh-pages") == source


def dirty(desk: Desk) -> None:
    (desk.clone / "docs/index.md").write_text("---\ntitle: Other\ndescription: Other.\n---\n")


def untracked(desk: Desk) -> None:
    desk.sketch.write("draft.md", "---\ntitle: Draft\ndescription: D.\n---\n")


def ignored(desk: Desk) -> None:
    desk.sketch.write("privacy/one/big.duckdb", "x")


def other_branch(desk: Desk) -> None:
    run(desk.clone, "switch", "--quiet", "-c", "draft")


def detached(desk: Desk) -> None:
    run(desk.clone, "checkout", "--quiet", "--detach")


def unpushed(desk: Desk) -> None:
    desk.sketch.essay("privacy/two", number=2)
    desk.commit("Unpushed", push=False)


def overtaken(desk: Desk) -> None:
    desk.interfere("README.md", "newer", branch="main")


def no_remote(desk: Desk) -> None:
    run(desk.clone, "remote", "remove", "origin")


def unreachable(desk: Desk) -> None:
    desk.remote.rename(desk.remote.with_name("away.git"))


def placeholder(desk: Desk) -> None:
    config = desk.clone / "mkdocs.yml"
    config.write_text(config.read_text().replace("https://essays.test/", "https://example.org/"))
    desk.commit("Placeholder")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (dirty, "docs/index.md differs from its last commit; commit it, or git restore docs/index.md"),
        (untracked, "docs/draft.md is in no commit; commit it, or move it out of what the build reads"),
        (ignored, "docs/privacy/one/big.duckdb is in no commit; commit it, or move it out of what the build reads"),
        (other_branch, "this is the branch `draft`, and `main` is the one that is published; git switch main"),
        (detached, "HEAD is detached from any branch; git switch main"),
        (unpushed, "1 commits are not pushed; git push origin main"),
        (overtaken, "`origin` has 1 newer commits; git pull origin main"),
        (no_remote, "there is no remote `origin`; git remote add origin <address>"),
        (unreachable, "; check the network and the address"),
        (placeholder, "`site_url` is still the placeholder https://example.org/; write the site's address at the top of mkdocs.yml"),
    ],
)  # fmt: skip
def test_what_was_not_committed_and_pushed_is_refused_with_its_remedy(
    desk: Desk, spoil: Callable[[Desk], None], said: str
) -> None:
    assert desk.deploy().status == 0
    tip = desk.tip()
    spoil(desk)

    ended = desk.deploy()

    assert ended.status == 1
    assert said in ended.said
    assert "Refused for 1 reasons; nothing was built or published." in ended.said
    if desk.remote.exists():
        assert desk.tip() == tip


@pytest.mark.parametrize("option", ["--force", "--no-history", "-m=Text", "--dirty"])
def test_flags_that_would_overwrite_or_be_ignored_are_refused(desk: Desk, option: str) -> None:
    ended = desk.deploy(*option.split("="))

    assert ended.status == 1
    assert f"{option.split('=', maxsplit=1)[0]} has no place here" in ended.said
    assert "leave it out" in ended.said
    assert desk.tip() == ""


def test_every_reason_is_told_at_once(desk: Desk) -> None:
    untracked(desk)
    dirty(desk)
    detached(desk)

    ended = desk.deploy("--force")

    assert ended.status == 1
    assert "Refused for 4 reasons; nothing was built or published." in ended.said


def test_a_shallow_clone_is_refused_and_a_single_branch_clone_is_not(desk: Desk, tmp_path: Path) -> None:
    assert desk.deploy().status == 0
    desk.sketch.essay("privacy/two", number=2)
    desk.commit("More")
    url = desk.remote.as_uri()
    run(tmp_path, "clone", "--quiet", "--depth=1", url, "shallow")
    run(tmp_path, "clone", "--quiet", "--single-branch", "--branch=main", url, "single")

    refused = desk.deploy(folder=tmp_path / "shallow")
    published = desk.deploy(folder=tmp_path / "single")

    assert refused.status == 1
    assert "this is a shallow clone; git fetch --unshallow" in refused.said
    assert published.status == 0, published.said
    assert desk.live("privacy/two/index.html")
    assert len(run(desk.remote, "rev-list", "gh-pages").split()) == 2


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("[x](../gone/index.md)\n", "a warning was logged"),
        ("[x](#gone)\n", "the link `#gone` names no place on its page"),
        ('<a href="../gone/">x</a>\n', "the link `../gone/` leads nowhere"),
        ("It lost 45 rows.\n", "the figure 45 has no evidence"),
    ],
)
def test_what_does_not_add_up_is_not_published(desk: Desk, body: str, said: str) -> None:
    assert desk.deploy().status == 0
    tip = desk.tip()
    desk.sketch.essay("privacy/two", body, number=2)
    desk.commit("Broken")

    ended = desk.deploy()

    assert ended.status == 1
    assert said in ended.said
    assert desk.tip() == tip


def test_an_exception_in_a_hook_is_one_line_and_publishes_nothing(desk: Desk) -> None:
    (desk.clone / "hooks/throw.py").write_text("def on_env(env, config, files): raise KeyError('lost')\n")
    config = desk.clone / "mkdocs.yml"
    config.write_text(config.read_text().replace("hooks:\n", "hooks:\n  - hooks/throw.py\n"))
    desk.commit("Throw")

    ended = desk.deploy()

    assert (ended.status, desk.tip()) == (1, "")
    assert "KeyError: 'lost'" in ended.said


def test_what_others_put_on_the_live_branch_stays_and_their_commits_stay_reachable(desk: Desk) -> None:
    assert desk.deploy().status == 0
    theirs = desk.interfere("CNAME", "essays.test\n")
    desk.sketch.essay("privacy/two", number=2)
    desk.commit("More")

    ended = desk.deploy()

    assert ended.status == 0, ended.said
    assert desk.live("CNAME") == "essays.test"
    assert desk.live("privacy/two/index.html")
    assert run(desk.remote, "merge-base", "--is-ancestor", theirs, "gh-pages") == ""
    assert theirs in run(desk.remote, "rev-list", "gh-pages")


def test_a_file_of_others_that_the_site_would_overwrite_is_named_and_nothing_is_published(desk: Desk) -> None:
    run(desk.clone, "push", "--quiet", "origin", "main:gh-pages")
    tip = desk.interfere("index.html", "Theirs")

    ended = desk.deploy()

    assert ended.status == 1
    assert "index.html on the live branch was made by nobody's publication; move it there, or rename ours" in ended.said
    assert desk.tip() == tip


WRAPPER = """#!/bin/sh
# Stands in for git: does something before or after one of its commands.
case " $* " in
  *" {command} "*) {before} {git} "$@"; status=$?; {after} exit $status;;
esac
exec {git} "$@"
"""


def wrapped(folder: Path, command: str, before: str = "", after: str = "") -> str:
    """Return a folder with a git that does more; to be put at the head of the path."""
    path = folder / "bin"
    path.mkdir(exist_ok=True)
    script = path / "git"
    script.write_text(WRAPPER.format(command=command, git=GIT, before=before, after=after))
    script.chmod(0o755)
    return str(path)


def test_a_lost_race_is_told_and_the_next_run_wins(desk: Desk, tmp_path: Path) -> None:
    assert desk.deploy().status == 0
    desk.sketch.essay("privacy/two", number=2)
    desk.commit("More")
    shutil.rmtree(desk.other, ignore_errors=True)
    run(tmp_path, "clone", "--quiet", "--branch", "gh-pages", str(desk.remote), str(desk.other))
    (desk.other / "CNAME").write_text("essays.test\n")
    theirs = f"(cd {desk.other} && {GIT} add -A && {GIT} commit -qm Theirs && {GIT} push -q origin gh-pages) >&2;"

    lost = desk.deploy(path=wrapped(tmp_path, "push", before=theirs))
    tip = desk.tip()
    won = desk.deploy()

    assert lost.status == 1
    assert "The live branch is as it was; run the command again." in lost.said
    assert run(desk.remote, "log", "-1", "--format=%s", tip) == "Theirs"
    assert won.status == 0, won.said
    assert desk.live("CNAME") == "essays.test"
    assert desk.live("privacy/two/index.html")


@pytest.mark.parametrize(
    ("command", "when"),
    [("fetch", "before"), ("write-tree", "after"), ("commit-tree", "after"), ("push", "before"), ("push", "after")],
)
def test_killed_at_any_moment_the_live_branch_is_the_old_site_or_the_new_one(
    desk: Desk, tmp_path: Path, command: str, when: str
) -> None:
    assert desk.deploy().status == 0
    old = desk.tip()
    desk.sketch.essay("privacy/two", number=2)
    desk.commit("More")

    killed = desk.deploy(path=wrapped(tmp_path, command, **{when: "kill -9 $PPID;"}))
    between = desk.tip()
    again = desk.deploy()

    assert killed.status == -9
    assert (between == old) is not (bool(desk.live("privacy/two/index.html", between)))
    assert again.status == 0, again.said
    assert desk.live("privacy/two/index.html")
    assert old in run(desk.remote, "rev-list", "gh-pages")


def test_a_full_disk_publishes_nothing(desk: Desk) -> None:
    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    ended = desk.deploy(before=small_files)

    assert (ended.status, desk.tip()) == (1, "")
    assert "File too large" in ended.said


def test_a_live_branch_that_was_deleted_is_published_anew(desk: Desk) -> None:
    assert desk.deploy().status == 0
    run(desk.remote, "update-ref", "-d", "refs/heads/gh-pages")

    ended = desk.deploy()

    assert ended.status == 0, ended.said
    assert desk.live("privacy/one/index.html")


def test_the_difference_is_shown_and_nothing_pushed(desk: Desk) -> None:
    assert desk.deploy().status == 0
    tip = desk.tip()
    desk.sketch.essay("privacy/two", number=2)
    desk.commit("More")

    ended = desk.deploy(mode="diff")

    assert ended.status == 0
    assert "added    privacy/two/" in ended.said
    assert "changed  privacy/" in ended.said
    assert "nothing was pushed" in ended.said
    assert desk.tip() == tip


def test_a_rollback_puts_the_previous_site_back_as_a_new_publication(desk: Desk) -> None:
    assert desk.deploy().status == 0
    first = desk.tip()
    desk.interfere("CNAME", "essays.test\n")
    desk.sketch.essay("privacy/two", number=2)
    desk.commit("More")
    assert desk.deploy().status == 0
    second = desk.tip()

    ended = desk.deploy(mode="rollback")

    assert ended.status == 0, ended.said
    assert "removed  privacy/two/" in ended.said
    assert desk.live("privacy/two/index.html") == ""
    assert desk.live("privacy/one/index.html") == desk.live("privacy/one/index.html", first)
    assert desk.live("CNAME") == "essays.test"
    assert second in run(desk.remote, "rev-list", "gh-pages")
    assert desk.deploy().status == 0
    assert desk.live("privacy/two/index.html")


def test_a_rollback_without_an_earlier_site_is_refused(desk: Desk) -> None:
    assert desk.deploy().status == 0

    ended = desk.deploy(mode="rollback")

    assert ended.status == 1
    assert "there is no earlier site to go back to" in ended.said


def remove_one(desk: Desk) -> None:
    shutil.rmtree(desk.clone / "docs/privacy/one")
    pages = desk.clone / "docs/privacy/.pages"
    pages.write_text(pages.read_text().replace("- one\n", ""))
    desk.sketch.essay("privacy/two", number=1)
    concepts = desk.clone / "docs/concepts.yml"
    concepts.write_text(concepts.read_text().replace("home: one", "home: two"))


def test_an_address_that_vanished_is_refused_with_the_line_to_add_and_then_redirected(desk: Desk) -> None:
    assert desk.deploy().status == 0
    tip = desk.tip()
    remove_one(desk)
    desk.commit("Rename")

    refused = desk.deploy()

    assert refused.status == 1
    assert (
        "privacy/one/ was promised and is gone; add to docs/moved.yml:\n- from: privacy/one/\n  to: <its new address>"
        in refused.said
    )
    assert desk.tip() == tip

    desk.sketch.write("moved.yml", "- from: privacy/one/\n  to: privacy/two/\n")
    desk.commit("Redirect")
    published = desk.deploy()

    assert published.status == 0, published.said
    page = desk.live("privacy/one/index.html")
    assert '<meta http-equiv="refresh" content="0; url=../two/">' in page
    assert "<script" not in page
    for output in ("sitemap.xml", "search/index.json", "arc/index.html", "index.html"):
        assert "privacy/one" not in desk.live(output), output


def test_a_withdrawn_essay_leaves_a_tombstone_and_is_gone_from_every_output(desk: Desk) -> None:
    assert desk.deploy().status == 0
    remove_one(desk)
    desk.sketch.write("moved.yml", "- from: privacy/one/\n  withdrawn: 2027-01-31\n  because: it was wrong.\n")
    desk.commit("Withdraw")

    ended = desk.deploy()

    assert ended.status == 0, ended.said
    assert "This essay was withdrawn on 31 January 2027, because it was wrong." in desk.live("privacy/one/index.html")
    for output in ("sitemap.xml", "search/index.json", "arc/index.html", "index.html", "concepts/index.html"):
        assert "privacy/one" not in desk.live(output), output


def test_who_still_points_to_a_withdrawn_essay_is_named(desk: Desk) -> None:
    remove_one(desk)
    desk.sketch.essay("privacy/three", number=3, relations=[{"to": "one", "type": "applies", "because": "It did."}])
    desk.sketch.write("moved.yml", "- from: privacy/one/\n  withdrawn: 2027-01-31\n  because: it was wrong.\n")

    assert desk.sketch.faults() == ["docs/privacy/three/index.md:9: unknown essay `one`; name an essay's slug"]


def test_an_anchor_that_vanished_is_refused_and_then_kept_as_an_alias(desk: Desk) -> None:
    assert desk.deploy().status == 0
    page = desk.clone / "docs/privacy/one/index.md"
    page.write_text(page.read_text().replace("## First part", "## Other name"))
    desk.commit("Rename a section")

    refused = desk.deploy()

    assert refused.status == 1
    assert (
        "privacy/one/#first-part was promised and is gone; add to docs/moved.yml:\n- from: privacy/one/#first-part\n  to: privacy/one/#"
        in refused.said
    )
    assert "changed since its `date` without a new `updated`: privacy/one/" in refused.said

    desk.sketch.write("moved.yml", "- from: privacy/one/#first-part\n  to: privacy/one/#other-name\n")
    desk.commit("Alias")
    published = desk.deploy()

    assert published.status == 0, published.said
    assert '<span id="first-part"></span><h2 id="other-name">' in desk.live("privacy/one/index.html")


def test_entries_of_moved_addresses_are_checked_like_all_sources(sketch: Sketch) -> None:
    sketch.essay("privacy/one")
    sketch.write("moved.yml", MOVED)

    assert sketch.faults() == [
        "docs/moved.yml:1: `privacy/old/` is neither moved nor withdrawn; write `to`, or `withdrawn` with `because`",
        "docs/moved.yml:2: `privacy/one/` is still a page; delete this entry or the page",
        "docs/moved.yml:4: `privacy/gone/` is no page; write the address of a page that exists",
        "docs/moved.yml:6: the anchor of `privacy/one/#a` leaves its page; write `to: privacy/one/#<id>`",
        "docs/moved.yml:8: `from` has the wrong form; write, for example, `from: reliability/an-old-slug/`",
    ]


MOVED = """\
- from: privacy/old/
- from: privacy/one/
  to: privacy/one/
- from: privacy/older/
  to: privacy/gone/
- from: privacy/one/#a
  to: privacy/
- from: /privacy/x
  to: privacy/
"""


def test_the_same_commit_gives_the_same_bytes_anywhere_and_any_day(tmp_path: Path) -> None:
    sites = []
    for number, zone in enumerate(("UTC", "Pacific/Kiritimati")):
        folder = tmp_path / str(number) / ("a much longer name" * number)
        for name in ("docs", "hooks", "overrides"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "mkdocs.yml", folder)
        settings = {
            "TZ": zone,
            "LC_ALL": ("C.UTF-8", "POSIX")[number],
            "PYTHONHASHSEED": str(number),
            "SOURCE_DATE_EPOCH": str(10**9 * (number + 1)),
        }
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q"],
            cwd=folder,
            env=environment(settings),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        sites.append(
            {path.relative_to(folder): path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()}
        )

    assert sorted(sites[0]) == sorted(sites[1])
    assert [str(path) for path in sites[0] if sites[0][path] != sites[1][path]] == []
