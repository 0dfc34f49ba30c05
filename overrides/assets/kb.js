/* Tells below the search box what was searched instead of what was typed, or, without search, where the index is. */
"use strict";

{
  let note;

  const tell = ({ searched, failed, items }) => {
    const list = document.querySelector(".md-search-result__list");
    if (!list) return;
    if (!note) {
      note = document.createElement("p");
      note.className = "kb-searched";
      note.setAttribute("role", "status");
      list.before(note);
    }
    note.replaceChildren();
    if (failed) {
      const { base } = JSON.parse(document.getElementById("__config").textContent);
      const link = document.createElement("a");
      link.href = `${base}/concepts/`;
      link.textContent = "concept index";
      note.append("The search could not be loaded. The ", link, " lists every term and where it is treated.");
    } else if (searched && items.length) {
      const words = document.createElement("em");
      words.textContent = searched;
      note.append("Showing results for ", words);
    }
    note.hidden = !note.hasChildNodes();
  };

  // The theme makes the worker; this listens to what it answers.
  window.Worker = class extends window.Worker {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", ({ data }) => data.type === 3 && tell(data.data));
      this.addEventListener("error", () => tell({ failed: true }));
    }
  };
}
