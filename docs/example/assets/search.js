// The search page. What is found is printed as text and never read as markup; the address after "#" keeps what was asked.
"use strict";
(() => {
  const SHOWN = 20;
  const AROUND = 30; // words of a passage
  const UNSPACED = "\\u3000-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u{20000}-\\u{3ffff}";
  const SEAM = new RegExp(`(?<=[${UNSPACED}])(?=\\S)|(?<=\\S)(?=[${UNSPACED}])`, "gu"); // as spaced() in text/words.py
  const GAP = new RegExp(`(?<=[${UNSPACED}]) (?=[${UNSPACED}])`, "gu");
  const RUN = new RegExp(`^[${UNSPACED}]{2,}$`, "u");

  const box = document.getElementById("search");
  const words = document.getElementById("words");
  const lists = [...box.querySelectorAll("select")];
  const told = document.getElementById("told");
  const results = document.getElementById("results");
  const more = document.getElementById("more");
  const root = new URL("../", document.currentScript.src);
  told.classList.add("ready");
  let found = [];
  let asked = 0; // an answer that comes late must not replace a later one
  let waiting = 0;

  function made(tag, text, name) {
    const node = document.createElement(tag);
    if (text) node.textContent = text;
    if (name) node.className = name;
    return node;
  }

  function closed(text) {
    return text.replace(GAP, "");
  }

  function query(text) {
    const spaced = text.trim().replace(SEAM, " ").replace(/\s+/g, " ");
    return RUN.test(text.trim()) ? `"${spaced}"` : spaced; // in this order, next to each other
  }

  function passage(data) {
    const all = data.content.split(/\s+/);
    const hits = new Set(data.locations);
    const first = Math.max(0, Math.min(...data.locations, all.length) - 6);
    let start = Math.min(first, Math.max(0, all.length - AROUND));
    if (start && all[start] === "·") start += 1;
    const node = made("p", start ? "… " : "", "note");
    let run = "";
    all.slice(start, start + AROUND).forEach((word, place) => {
      if (hits.has(start + place)) {
        node.append(closed(run));
        node.append(made("mark", word));
        run = " ";
      } else {
        run += `${word} `;
      }
    });
    node.append(closed(run).trimEnd());
    if (start + AROUND < all.length) node.append(" …");
    return node;
  }

  function entry(data) {
    const item = made("li");
    const state = made("p", "", "state");
    [data.meta.kind, data.meta.id, data.meta.day].forEach((text) => text && state.append(made("span", text), " "));
    const link = made("a", data.meta.title, "title");
    link.href = new URL(data.raw_url, root).href;
    item.append(state, link);
    if (closed(data.content) !== data.meta.title) item.append(passage(data));
    return item;
  }

  async function show(turn, focus) {
    const next = await Promise.all(found.slice(results.children.length, results.children.length + SHOWN)
      .map((one) => one.data()));
    if (turn !== asked) return;
    const items = next.map(entry);
    results.append(...items);
    more.hidden = results.children.length >= found.length;
    if (focus && items.length) items[0].querySelector("a").focus();
  }

  function chosen() {
    return Object.fromEntries(lists.filter((one) => one.value)
      .map((one) => [one.name, one.value]));
  }

  function counted(number, text) {
    const of = text ? ` for “${text}”` : "";
    if (!number) return `Nothing was found${of}. Try fewer words, or the beginning of one.`;
    return `${number.toLocaleString("en-GB")} ${number === 1 ? "result" : "results"}${of}.`;
  }

  async function ask(pagefind) {
    const turn = ++asked;
    const text = words.value.trim();
    const filters = chosen();
    const kept = new URLSearchParams(text ? { q: text, ...filters } : filters).toString();
    history.replaceState(null, "", kept ? `#${kept}` : location.pathname);
    if (!kept) {
      found = [];
      results.replaceChildren();
      more.hidden = true;
      told.textContent = "Type a word, or choose from a list.";
      return;
    }
    const answer = await pagefind.search(text ? query(text) : null, { filters });
    if (turn !== asked) return;
    found = answer.results;
    results.replaceChildren();
    more.hidden = true;
    await show(turn, false);
    if (turn === asked) told.textContent = counted(found.length, text);
  }

  function restore() {
    const given = new URLSearchParams(location.hash.slice(1) || location.search);
    words.value = (given.get("q") || "").slice(0, words.maxLength);
    lists.forEach((one) => {
      one.value = given.get(one.name) || "";
      if (one.selectedIndex < 0) one.value = "";
    });
  }

  function fail() {
    box.hidden = true;
    told.textContent = "Search is not available in this build, or its index could not be loaded.";
  }

  async function begin() {
    if (location.protocol === "file:") {
      box.hidden = true;
      told.textContent = "Search needs a web server: run “offlimits site --serve” and open the address it names.";
      return;
    }
    const state = await (await fetch(new URL("pagefind/state.json", root))).json();
    if (!state.made_of) {
      fail();
      return;
    }
    const pagefind = await import(new URL("pagefind/pagefind.js", root).href);
    await pagefind.options({ noWorker: true, baseUrl: "/" }); // a worker would not be under the policy of this page
    const filters = await pagefind.filters();
    lists.forEach((one) => {
      one.append(...Object.keys(filters[one.name] || {}).sort().map((value) => new Option(value, value)));
    });
    if (!words.value) restore(); // else somebody types already
    box.classList.add("ready");
    const run = () => ask(pagefind).catch(fail);
    words.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(run, 150);
    });
    lists.forEach((one) => one.addEventListener("change", run));
    more.addEventListener("click", () => show(asked, true).catch(fail));
    window.addEventListener("hashchange", () => {
      restore();
      run();
    });
    await run();
    if (!words.value) words.focus();
  }

  begin().catch(fail);
})();
