/*
  What the theme's script does not do: tell below the search box what was searched instead of what was typed, or where the
  index is; store nothing unasked; name what it adds to a page.
*/
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

  // The theme makes the worker; this listens.
  window.Worker = class extends window.Worker {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", ({ data }) => data.type === 3 && tell(data.data));
      this.addEventListener("error", () => tell({ failed: true }));
      // Message 4 is ours: who opens the box is about to type.
      addEventListener("focusin", ({ target }) => target.matches(".md-search__input") && this.postMessage({ type: 4 }));
    }
  };
}

{
  // The theme stores the scheme of every visitor; here a choice comes first.
  const store = __md_set;
  __md_set = () => {};
  addEventListener("change", ({ target }) => target.matches(".md-option") && (__md_set = store), true);
}

{
  // What is wider than its box is scrolled by keyboard too.
  const measure = (box) => {
    if (box.scrollWidth <= box.clientWidth) box.removeAttribute("tabindex");
    else if (box.tabIndex !== 0) box.tabIndex = 0;
  };
  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => measure(target)));

  let tables = 0;
  const mend = (root) => {
    const all = (selector) => [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];
    // Around one button there is nothing to navigate.
    for (const nav of all(".md-code__nav")) nav.setAttribute("role", "presentation");
    for (const button of all(".md-code__button")) button.setAttribute("aria-label", "Copy to clipboard");
    for (const dialog of all("[role=dialog]:not([aria-label])")) dialog.setAttribute("aria-label", "Note");
    for (const box of all(".md-typeset__scrollwrap")) {
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", `Table ${++tables}`);
    }
    for (const box of all(".md-typeset__scrollwrap, pre > code, table[tabindex]")) sizes.observe(box);
  };

  addEventListener("DOMContentLoaded", () => {
    mend(document.body);
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) if (node.nodeType === 1) mend(node);
    }).observe(document.body, { childList: true, subtree: true });
  });
}
