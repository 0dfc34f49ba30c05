"""The contract: what front matter and the three registers may say. Each example is what a fault tells to write."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
CiteKey = Annotated[str, StringConstraints(pattern=r"^[a-z]+\d{4}[a-z]*$")]
# CSL 1.0.2 item types, those that essays on this subject cite.
WorkType = Literal[
    "article", "article-journal", "book", "chapter", "dataset", "legislation", "manuscript", "paper-conference",
    "post", "post-weblog", "report", "software", "speech", "standard", "thesis", "webpage",
]  # fmt: skip
RelationType = Literal["builds-on", "in-tension-with", "applies"]


class Strict(BaseModel):
    """A value that cannot change and takes no key it does not know."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)


class Relation(Strict):
    """How an essay stands to an earlier one, declared once, at the later of the two."""

    to: Slug = Field(examples=["to: idempotency-as-calm"])
    type: RelationType = Field(examples=["type: builds-on"])
    because: Text = Field(examples=["because: One sentence that gives the reason."])


class Update(Strict):
    """The day of the last change that a reader should know of, and what changed."""

    date: datetime.date = Field(examples=["date: 2027-01-31"])
    note: Text = Field(examples=["note: What changed, in one sentence."])


class FrontMatter(Strict):
    """What every essay says of itself above its text."""

    title: Text = Field(examples=["title: Debugging With Row Counts"])
    description: Text = Field(examples=["description: One sentence for lists and search engines."])
    number: int = Field(ge=1, le=34, examples=["number: 3"])
    date: datetime.date = Field(examples=["date: 2026-11-23"])
    updated: Update | None = Field(None, examples=["updated: {date: 2027-01-31, note: What changed.}"])
    concepts: tuple[Text, ...] = Field(min_length=1, strict=False, examples=["concepts: [idempotence]"])
    aliases: tuple[Text, ...] = Field((), strict=False, examples=["aliases: [safe to rerun]"])
    relations: tuple[Relation, ...] = Field((), strict=False, examples=["relations: []"])


class PageMatter(Strict):
    """What a page that is no essay (home, a theme's introduction) says of itself."""

    title: Text = Field(examples=["title: Reliability"])
    description: Text = Field(examples=["description: One sentence for lists and search engines."])
    hide: tuple[Literal["navigation", "toc", "path"], ...] = Field((), strict=False, examples=["hide: [toc]"])


class Concept(Strict):
    """An entry of the concept index."""

    term: Text = Field(examples=["term: control total"])
    definition: Text = Field(examples=["definition: One or two sentences."])
    aliases: tuple[Text, ...] = Field((), strict=False, examples=["aliases: [batch total]"])
    see: tuple[Text, ...] = Field((), strict=False, examples=["see: [hash total]"])
    home: Slug = Field(examples=["home: debugging-with-row-counts"])


class Name(Strict):
    """A CSL name: a person's parts, or the `literal` name of an institution."""

    family: Text | None = Field(None, examples=["family: Dean"])
    given: Text | None = Field(None, examples=["given: Jeffrey"])
    suffix: Text | None = Field(None, examples=["suffix: III"])
    literal: Text | None = Field(None, examples=["literal: Apache Airflow"])


class Source(Strict):
    """A cited work, in the field names of the Citation Style Language (CSL 1.0.2)."""

    id: CiteKey = Field(examples=["id: yuan2014"])
    type: WorkType = Field(examples=["type: paper-conference"])
    author: tuple[Name, ...] = Field((), strict=False, examples=["author: [{family: Yuan, given: Ding}]"])
    editor: tuple[Name, ...] = Field((), strict=False, examples=["editor: [{family: Beyer, given: Betsy}]"])
    issued: int | datetime.date | Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}(-\d{2})?$")] | None = Field(
        None, examples=["issued: 2014"]
    )
    accessed: int | datetime.date | None = Field(None, examples=["accessed: 2026"])
    title: Text = Field(examples=["title: Simple Testing Can Prevent Most Critical Failures"])
    container_title: Text | None = Field(None, alias="container-title", examples=["container-title: OSDI '14"])
    volume: Text | int | None = Field(None, examples=["volume: 12"])
    issue: Text | int | None = Field(None, examples=["issue: 4"])
    page: Text | int | None = Field(None, examples=["page: 33-57"])
    version: Text | None = Field(None, examples=["version: '2.0'"])
    publisher: Text | None = Field(None, examples=["publisher: USENIX"])
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = Field(
        None, alias="URL", examples=["URL: https://example.org/paper"]
    )
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\d+/\S+$")] | None = Field(
        None, alias="DOI", examples=["DOI: 10.1145/3102980.3103005"]
    )


class Step(Strict):
    """One essay of a reading path and why it comes here."""

    essay: Slug = Field(examples=["essay: idempotency-as-calm"])
    because: Text = Field(examples=["because: One sentence that gives the reason."])


class ReadingPath(Strict):
    """A way through the essays for one kind of reader."""

    id: Slug = Field(examples=["id: on-call"])
    title: Text = Field(examples=["title: I am on call for pipelines"])
    audience: Text = Field(examples=["audience: Whoever carries the pager."])
    goal: Text = Field(examples=["goal: What the reader can do afterwards."])
    steps: tuple[Step, ...] = Field(min_length=2, strict=False, examples=["steps: [{essay: …, because: …}]"])
