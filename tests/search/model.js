// The site's search without a browser: the very worker of the page, and the theme's, run by Node.
// usage: node search_model.js SITE < ["query", …]   prints [{"pages": […], "searched": …}, …]
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const site = path.resolve(process.argv[2]);
const base = "https://site.invalid/";
const local = (address) => path.join(site, new URL(address).pathname);
const worker = JSON.parse(
  fs.readFileSync(path.join(site, "404.html"), "utf8").match(/id="__config" type="application\/json">(.*?)<\/script>/s)[1]
).search.replace(/^\//, "");

const answers = [];
let waiting;
const listeners = [];
const self = {
  location: { href: base + worker, toString: () => base + worker },
  addEventListener: (type, handler) => listeners.push(handler),
  postMessage: (message) => (waiting ? waiting(message) : answers.push(message)),
  fetch: async (address) => ({ ok: true, json: async () => JSON.parse(fs.readFileSync(local(address), "utf8")) }),
  importScripts: (address) => vm.runInContext(fs.readFileSync(local(address), "utf8"), context),
  URL, console, setTimeout, TypeError, Promise,
};
self.self = self;
const context = vm.createContext(self);
vm.runInContext(fs.readFileSync(local(base + worker), "utf8"), context);
const send = (message) => new Promise((resolve) => ((waiting = resolve), listeners[0]({ data: message })));

(async () => {
  const queries = JSON.parse(fs.readFileSync(0, "utf8"));
  const stub = JSON.parse(fs.readFileSync(path.join(site, "search/search_index.json"), "utf8"));
  await send({ type: 0, data: { ...stub, options: { suggest: true } } });
  const out = [];
  for (const query of queries) {
    const { data } = await send({ type: 2, data: query });
    out.push({ pages: data.items.map((items) => "/" + (items.find((i) => !i.parent) || items[0]).location.split("#")[0]),
               sections: data.items.map((items) => items.map((i) => i.location)),
               texts: data.items.map(([{ text }]) => text), searched: data.searched || null });
  }
  console.log(JSON.stringify(out));
})();
