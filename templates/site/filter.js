// Controls for the table of restrictions, made from its rows; without this script the table is complete. The address
// after "#" keeps what is chosen, so that a view can be linked.
"use strict";
(() => {
  const LISTS = [["vendor", "Vendor"], ["tool", "Tool"], ["actor", "Actor"], ["mechanism", "Mechanism"],
    ["status", "Status"], ["region", "Region"]];
  const DAYS = [["from", "Begins on or after"], ["to", "Begins on or before"]];

  const table = document.getElementById("register");
  const box = document.getElementById("narrow");
  if (!table || !box) return;
  const rows = [...table.tBodies[0].rows].map((node) => ({
    node,
    text: `${node.textContent} ${Object.values(node.dataset).join(" ")}`.toLowerCase(),
    lists: Object.fromEntries(LISTS.map(([name]) => [name, (node.dataset[name] || "").split("|").filter(Boolean)])),
    days: (node.dataset.day || "").split("/"),
  }));
  const told = made("p", "", "note");
  const fields = {};

  function made(tag, text, name) {
    const node = document.createElement(tag);
    if (text) node.textContent = text;
    if (name) node.className = name;
    return node;
  }

  function field(name, label, input, wide) {
    const node = made("p", "", wide ? "field wide" : "field");
    input.id = `narrow-${name}`;
    const title = made("label", label);
    title.htmlFor = input.id;
    node.append(title, input);
    fields[name] = input;
    box.append(node);
  }

  function typed(type) {
    const input = made("input");
    input.type = type;
    input.autocomplete = "off";
    return input;
  }

  function build() {
    field("q", "Words in the row", typed("search"), true);
    LISTS.forEach(([name, label]) => {
      const values = [...new Set(rows.flatMap((row) => row.lists[name]))].sort((a, b) => a.localeCompare(b, "en"));
      if (values.length < 2) return;
      const select = made("select");
      select.append(new Option("all", ""), ...values.map((value) => new Option(value, value)));
      field(name, label, select);
    });
    DAYS.forEach(([name, label]) => field(name, label, typed("date")));
    const clear = made("button", "Clear");
    clear.type = "button";
    clear.addEventListener("click", () => {
      Object.values(fields).forEach((input) => { input.value = ""; });
      apply(true);
      fields.q.focus();
    });
    const last = made("p", "", "field");
    last.append(clear);
    box.append(last);
    told.id = "told";
    told.setAttribute("role", "status");
    box.after(told);
    box.hidden = false;
  }

  function fits(row, chosen, sought) {
    if (!sought.every((word) => row.text.includes(word))) return false;
    if (!LISTS.every(([name]) => !chosen[name] || row.lists[name].includes(chosen[name]))) return false;
    const [first, last = first] = row.days;
    return (!chosen.from || (first && last >= chosen.from)) && (!chosen.to || (first && first <= chosen.to));
  }

  function apply(keep) {
    const chosen = Object.fromEntries(Object.entries(fields).map(([name, input]) => [name, input.value.trim()])
      .filter(([, value]) => value));
    const sought = (chosen.q || "").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row) => {
      const fit = fits(row, chosen, sought);
      if (fit) shown += 1;
      if (row.node.hidden === fit) row.node.hidden = !fit;
    });
    const all = rows.length.toLocaleString("en-GB");
    told.textContent = shown === rows.length ? `All ${all} are shown.` : `${shown.toLocaleString("en-GB")} of ${all} are shown.`;
    if (keep) {
      const kept = new URLSearchParams(chosen).toString();
      history.replaceState(null, "", kept ? `#${kept}` : `${location.pathname}${location.search}`);
    }
  }

  function restore() {
    const given = new URLSearchParams(location.hash.slice(1));
    Object.entries(fields).forEach(([name, input]) => {
      input.value = given.get(name) || "";
      if (input.selectedIndex === -1) input.value = "";
    });
    apply(false);
  }

  let waiting = 0;
  build();
  restore();
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => apply(true), 120);
  });
  window.addEventListener("hashchange", restore);
})();
