/*
  Stands before the theme's search worker and speaks its protocol: 0 set up, 1 ready, 2 query, 3 result.

  It is ready at once with the stub index that the page fetched, and loads the real index and the theme's worker when a
  reader first types. It rewrites a question into the words that the index knows, asks the theme's worker, and orders the
  pages by all their sections together. What it searched instead of what was typed goes with the answer as `searched`;
  where search cannot be had, `failed` does.
*/
"use strict";

const STOP = new Set(
  `a able about across after all almost also am among an and any are as at be because been but by can cannot could dear
  did do does either else ever every for from get got had has have he her hers him his how however i if in into is it its
  just least let like likely may me might most must my neither no nor not of off often on only or other our own rather
  said say says she should since so some than that the their them then there these they this tis to too twas us wants was
  we were what when where which while who whom why will with would yet you your without doesn don isn can't`.split(/\s+/)
);
// Written by hand in the box, these are the theme's query language, and mean what they say.
const OPERATORS = /(^|\s)[+-]\w|["~^*:]\w|\w[~^]\d|\w\*(\s|$)/;
const SECTIONS = 0.25;

const listen = self.addEventListener.bind(self);
const post = self.postMessage.bind(self);
let options, theme, vocabulary;

const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/* Load the theme's worker into this one, keeping its listener and its answers to ourselves. */
function loadTheme(address) {
  let handle, answered;
  self.addEventListener = (type, handler) => type === "message" && (handle = handler);
  self.postMessage = (message) => answered(message);
  importScripts(address);
  self.addEventListener = listen;
  return (message) => new Promise((resolve) => ((answered = resolve), handle({ data: message })));
}

async function load() {
  const here = new URL(self.location);
  const answer = await fetch(new URL("../search/index.json", here));
  if (!answer.ok) throw new Error(answer.status);
  const index = await answer.json();
  const ask = loadTheme(new URL(`javascripts/workers/${here.searchParams.get("theme")}`, here).href);
  const separator = new RegExp(index.config.separator);
  vocabulary = new Map();
  for (const { title, text, tags = [] } of index.docs)
    for (const word of new Set([title, text, ...tags].join(" ").toLowerCase().split(separator)))
      if (word && !STOP.has(word)) vocabulary.set(word, (vocabulary.get(word) || 0) + 1);
  await ask({ type: 0, data: { ...index, options } });
  return { ask, separator };
}

/* Edits between two words, a swap of neighbors being one (Damerau 1964, restricted); more than `most` is Infinity. */
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return Infinity;
  let before, row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      if (before && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length] <= most ? row[b.length] : Infinity;
}

/* The word of the index that a reader most likely meant: as it is, without accents, singular, or one that is near. */
function known(word) {
  const starts = (stem) => [...vocabulary.keys()].some((term) => term.startsWith(stem));
  if (starts(word)) return word;
  const folded = fold(word);
  for (const term of vocabulary.keys()) if (fold(term).startsWith(folded)) return term;
  const stem = folded.replace(/(?:ies|es|s|ed|ing)$/, "");
  if (stem.length > 3 && stem !== folded && starts(stem)) return stem;
  let best = "", nearest = folded.length < 4 ? 0 : folded.length < 8 ? 1 : 2, most = 0;
  for (const [term, count] of vocabulary) {
    // A word that is still being typed is compared with the beginnings of longer ones.
    const apart = Math.min(distance(folded, term, nearest), distance(folded, term.slice(0, folded.length), nearest) + 0.5);
    if (apart < nearest || (apart === nearest && apart > 0 && count > most)) [best, nearest, most] = [term, apart, count];
  }
  return best;
}

/* The query in words of the index, and the words that were put in place of others. */
function rewrite(query, separator) {
  if (OPERATORS.test(query)) return { words: query, instead: [] };
  const typed = query.toLowerCase().replace(/[’']s\b/g, "").split(separator).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const telling = typed.filter((word) => !STOP.has(word));
  const words = [], instead = [];
  for (const word of telling.length ? telling : typed) {
    const found = known(word);
    if (found && !fold(found).startsWith(fold(word)) && !fold(word).startsWith(found)) instead.push(found);
    if (found || telling.length < 2) words.push(found || word);
  }
  return { words: [...new Set(words)].map((word) => word.replace(/[+\-~^*:]/g, " ")).join(" "), instead };
}

/* Order pages by their best section and, in part, by the others; count a word wherever on the page it was found. */
function join(groups) {
  const scored = groups.map((items) => {
    const terms = {};
    let best = 0, sum = 0;
    for (const item of items) {
      const values = Object.values(item.terms);
      const share = values.length ? values.filter(Boolean).length / values.length : 0;
      // The theme multiplied by 1 + (share of words found, plus one for a page's own entry) squared.
      const plain = item.score / (1 + (share + !item.parent) ** 2);
      best = Math.max(best, plain);
      sum += plain;
      for (const [term, found] of Object.entries(item.terms)) terms[term] = terms[term] || found;
    }
    const all = Object.values(terms);
    const share = all.length ? all.filter(Boolean).length / all.length : 0;
    return { items, score: (best + SECTIONS * (sum - best)) * (1 + (1 + share) ** 2) };
  });
  return scored.sort((a, b) => b.score - a.score).map(({ items }) => items);
}

async function search(query) {
  if (!query.trim()) return { items: [] };
  const { ask, separator } = await (theme ||= load());
  const { words, instead } = rewrite(query, separator);
  const { data } = await ask({ type: 2, data: words });
  const items = join(data.items);
  // What makes an essay findable is not shown as a part of it.
  for (const item of items.flat()) delete item.tags;
  return { ...data, items, ...(instead.length && { searched: words }) };
}

let queue = Promise.resolve();
listen("message", ({ data: { type, data } }) => {
  if (type === 0) {
    options = data.options;
    post({ type: 1 });
  } else
    queue = queue.then(async () => {
      try {
        post({ type: 3, data: await search(data) });
      } catch {
        // The next letter typed tries again.
        theme = undefined;
        post({ type: 3, data: { items: [], failed: true } });
      }
    });
});
