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
// How often a word counts by where it stands, how soon more of it adds little, and what a longer word counts for its beginning.
const TITLE = 8, ALIAS = 6, HEADING = 3, K = 4, LONGER = 0.5;

const listen = self.addEventListener.bind(self);
const post = self.postMessage.bind(self);
let options, theme, vocabulary, pages;

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
  read(index.docs, separator);
  await ask({ type: 0, data: { ...index, options } });
  return { ask, separator };
}

/* Count every word of the index by page, a word in a title or an alias as several. */
function read(docs, separator) {
  vocabulary = new Map();
  pages = new Set();
  for (const { location, title, text, tags = [] } of docs) {
    const [page, anchor] = location.split("#");
    for (const [part, weight] of [[title, anchor ? HEADING : TITLE], [text, 1], ...tags.map((tag) => [tag, ALIAS])]) {
      const words = part.toLowerCase().split(separator).filter((word) => word && !STOP.has(word));
      pages.add(page);
      for (const word of words) {
        const counts = vocabulary.get(word) || new Map();
        vocabulary.set(word, counts.set(page, (counts.get(page) || 0) + weight));
      }
    }
  }
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
  for (const [term, { size: count }] of vocabulary) {
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

/*
  How well each page answers the words: BM25 over whole pages with weighted fields (Robertson, Zaragoza and Taylor 2004,
  without normalizing lengths, which are alike here), so that words spread over two sections add up.
*/
function rank(words) {
  const scores = new Map();
  for (const word of words) {
    const found = new Map();
    for (const [term, counts] of vocabulary)
      if (term.startsWith(word))
        for (const [page, count] of counts)
          found.set(page, (found.get(page) || 0) + count * (term === word || term === `${word}s` ? 1 : LONGER));
    const weight = Math.log(1 + (pages.size - found.size + 0.5) / (found.size + 0.5));
    for (const [page, count] of found) scores.set(page, (scores.get(page) || 0) + (weight * count) / (count + K));
  }
  return scores;
}

async function search(query) {
  if (!query.trim()) return { items: [] };
  const { ask, separator } = await (theme ||= load());
  const { words, instead } = rewrite(query, separator);
  const { data } = await ask({ type: 2, data: words });
  const scores = rank(words.toLowerCase().split(/\s+/));
  const score = ([{ location }]) => scores.get(location.split("#")[0]) || 0;
  const items = OPERATORS.test(query) ? data.items : [...data.items].sort((a, b) => score(b) - score(a));
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
