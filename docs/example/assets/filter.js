// Narrows the table of restrictions by what its rows carry; without this script the table is complete. The address after
// "#" keeps what is chosen, so that a view can be linked.
"use strict";
(() => {
  const DAY = /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

  const table = document.getElementById("register");
  const box = document.getElementById("narrow");
  const told = document.getElementById("told");
  if (!table || !box || !told) return;
  const fields = [...box.querySelectorAll("input, select")];
  const lists = fields.filter((field) => field.localName === "select");
  const rows = [...table.tBodies[0].rows].map((node) => ({
    node,
    text: `${node.textContent} ${Object.values(node.dataset).join(" ")}`.toLowerCase(),
    lists: Object.fromEntries(lists.map(({ name }) => [name, (node.dataset[name] || "").split("|").filter(Boolean)])),
    days: (node.dataset.day || "").split("/"),
  }));

  function fill() {
    lists.forEach((field) => {
      const values = [...new Set(rows.flatMap((row) => row.lists[field.name]))];
      values.sort((a, b) => a.localeCompare(b, "en"));
      field.append(...values.map((value) => new Option(value, value)));
    });
  }

  function fits(row, chosen, sought) {
    if (!sought.every((word) => row.text.includes(word))) return false;
    if (!lists.every(({ name }) => !chosen[name] || row.lists[name].includes(chosen[name]))) return false;
    const [first, last = first] = row.days;
    return (!chosen.from || (first && last >= chosen.from)) && (!chosen.to || (first && first <= chosen.to));
  }

  function apply(keep) {
    const chosen = Object.fromEntries(fields.map((field) => [field.name, field.value.trim()])
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
    fields.forEach((field) => {
      const value = given.get(field.name) || "";
      field.value = field.type !== "date" || DAY.test(value) ? value : "";
      if (field.selectedIndex === -1) field.value = "";
    });
    apply(false);
  }

  let waiting = 0;
  fill();
  restore();
  box.classList.add("ready");
  told.classList.add("ready");
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => apply(true), 120);
  });
  document.getElementById("clear").addEventListener("click", () => {
    fields.forEach((field) => { field.value = ""; });
    apply(true);
    fields[0].focus();
  });
  window.addEventListener("hashchange", restore);
})();
