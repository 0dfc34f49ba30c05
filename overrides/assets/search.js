/*
  Stands before the theme's search worker and speaks its protocol: 0 set up, 1 ready, 2 query, 3 result.

  It is ready at once with the stub index that the page fetched, and loads the real index and the theme's worker when a
  reader opens the box. It rewrites a question into the words that the index knows, asks the theme's worker, and orders the
  pages by all their sections together. What it searched instead of what was typed goes with the answer as `searched`;
  where search cannot be had, `failed` does.
*/
"use strict";

// Written by hand in the box, these are the theme's query language, and mean what they say.
const OPERATORS = /(^|\s)[+-]\w|["~^*:]\w|\w[~^]\d|\w\*(\s|$)/;
// What a word is worth by where it stands, how soon more of it adds little, what a longer word counts for its beginning,
// and how much it matters that a word is rare.
const WORTH = { title: 8, description: 6, aliases: 6, headings: 3 }, K = 12, LONGER = 0.3, RARITY = 0.3;

const listen = self.addEventListener.bind(self);
const post = self.postMessage.bind(self);
let options, theme, telling, stem, vocabulary, pages;

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
  // The list of words that tell nothing and Porter's stemmer come with the theme's engine.
  telling = (word) => self.lunr.stopWordFilter(word) !== undefined;
  stem = (word) => self.lunr.stemmer(new self.lunr.Token(word, {})).toString();
  read(index.docs, separator);
  await ask({ type: 0, data: { ...index, options } });
  return { ask, separator };
}

/* Weigh every word by page: once for each field that has it, and by the logarithm of its count in the text. */
function read(docs, separator) {
  const split = (text) => text.toLowerCase().split(separator).filter((word) => word && telling(word));
  const fields = new Map();
  for (const { location, title, text, tags: [description = "", ...aliases] = [] } of docs) {
    const [page, anchor] = location.split("#");
    const all = fields.get(page) || { title: [], description: [], aliases: [], headings: [], text: [] };
    fields.set(page, all);
    all[anchor ? "headings" : "title"].push(...split(title));
    all.description.push(...split(description));
    all.aliases.push(...split(aliases.join(" ")));
    all.text.push(...split(text.replace(/<.?p>/g, " ")));
  }
  pages = fields.size;
  vocabulary = new Map();
  const add = (word, page, worth) => {
    if (!vocabulary.has(word)) vocabulary.set(word, { stem: stem(word), worth: new Map() });
    const { worth: known } = vocabulary.get(word);
    known.set(page, (known.get(page) || 0) + worth);
  };
  for (const [page, { text, ...short }] of fields) {
    const counts = new Map();
    for (const word of text) counts.set(word, (counts.get(word) || 0) + 1);
    for (const [word, count] of counts) add(word, page, Math.log2(1 + count));
    for (const field in short) for (const word of new Set(short[field])) add(word, page, WORTH[field]);
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

/* The words of the index that have the stem of a word, the shortest first. */
function forms(word) {
  const stemmed = stem(word);
  return [...vocabulary.keys()].filter((term) => vocabulary.get(term).stem === stemmed).sort((a, b) => a.length - b.length);
}

/* The word of the index that a reader most likely meant: as it is or in another form, without accents, or one near it. */
function known(word) {
  const folded = fold(word), terms = [...vocabulary.keys()];
  if (terms.some((term) => term.startsWith(word))) return word;
  const accented = terms.find((term) => fold(term).startsWith(folded));
  if (accented) return accented;
  const apart = (term) => distance(folded, term, folded.length);
  const [form] = forms(word).sort((a, b) => apart(a) - apart(b));
  if (form) return form;
  let best = "", nearest = folded.length < 4 ? 0 : folded.length < 8 ? 1 : 2, most = 0;
  for (const [term, { worth: { size: count } }] of vocabulary) {
    // Few slips are made on the first letter.
    if (term[0] !== folded[0]) continue;
    // A word that is still being typed is compared with the beginnings of longer ones.
    const apart = Math.min(distance(folded, term, nearest), distance(folded, term.slice(0, folded.length), nearest) + 0.5);
    if (apart < nearest || (apart === nearest && apart > 0 && count > most)) [best, nearest, most] = [term, apart, count];
  }
  return best;
}

/* The query in words of the index, and the words that were put in place of others. */
function rewrite(query, separator) {
  if (OPERATORS.test(query)) return { words: query, instead: [] };
  const short = query.toLowerCase().replace(/\w+n['’]t\b|['’](?:s|re|ve|ll|d|m)\b/g, " ");
  const typed = short.split(separator).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const asked = typed.filter(telling);
  const words = [], instead = [];
  for (const word of asked.length ? asked : typed) {
    const found = known(word);
    if (found && !fold(found).startsWith(fold(word)) && !fold(word).startsWith(found)) instead.push(found);
    if (found || asked.length < 2) words.push(found || word);
  }
  return { words: [...new Set(words)].map((word) => word.replace(/[+\-~^*:]/g, " ")).join(" "), instead };
}

/* The beginnings by which the theme's engine finds every form of a word: `policy` and `policies` for either. */
function beginnings(word) {
  const found = [word];
  for (const term of forms(word)) if (!found.some((shorter) => term.startsWith(shorter))) found.push(term);
  return found;
}

/*
  How well each page answers the words: BM25 over whole pages with weighted fields (Robertson, Zaragoza and Taylor 2004,
  without normalizing lengths, which are alike here), so that words spread over two sections add up.
*/
function rank(words) {
  const scores = new Map();
  for (const word of words) {
    const stemmed = stem(word), found = new Map();
    for (const [term, { stem, worth }] of vocabulary) {
      const share = stem === stemmed || term === word ? 1 : term.startsWith(word) ? LONGER : 0;
      if (share) for (const [page, value] of worth) found.set(page, (found.get(page) || 0) + value * share);
    }
    const rarity = Math.log(1 + (pages - found.size + 0.5) / (found.size + 0.5)) ** RARITY;
    for (const [page, value] of found) scores.set(page, (scores.get(page) || 0) + (rarity * value) / (value + K));
  }
  return scores;
}

async function search(query) {
  if (!query.trim()) return { items: [] };
  const { ask, separator } = await (theme ||= load());
  const { words, instead } = rewrite(query, separator);
  const plain = !OPERATORS.test(query), each = words.toLowerCase().split(/\s+/);
  const { data } = await ask({ type: 2, data: plain ? [...new Set(each.flatMap(beginnings))].join(" ") : words });
  const scores = rank(each);
  const score = ([{ location }]) => scores.get(location.split("#")[0]) || 0;
  const items = plain ? [...data.items].sort((a, b) => score(b) - score(a)) : data.items;
  // What makes an essay findable is not shown as a part of it.
  for (const item of items.flat()) delete item.tags;
  return { ...data, items, ...(instead.length && { searched: words }) };
}

let queue = Promise.resolve();
listen("message", ({ data: { type, data } }) => {
  if (type === 0) {
    options = data.options;
    post({ type: 1 });
  } else if (type === 4) (theme ||= load()).catch(() => (theme = undefined));
  else
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
