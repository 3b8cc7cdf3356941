// Filtering and sorting only: everything can be read without it.
(() => {
  const words = document.getElementById("words").dataset;
  const rows = (table) => [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !row.classList.contains("group"));
  document.querySelectorAll("table[data-filterable]").forEach((table) => {
    if (rows(table).length < 8) return;
    const label = document.createElement("label");
    const input = document.createElement("input");
    const count = document.createElement("output");
    label.className = "filter";
    input.type = "search";
    input.placeholder = words.hint;
    label.append(words.filter + " ", input, count);
    table.parentElement.before(label);
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      let shown = 0;
      for (const row of rows(table)) {
        row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
        if (!row.hidden) shown += 1;
      }
      count.textContent = wanted === "" ? "" : " " + shown + " " + words.shown;
    });
  });
  const value = (cell) => {
    const text = cell ? cell.textContent.trim() : "";
    const number = Number(text.replace(/[,%]/g, ""));
    return text === "–" ? -Infinity : Number.isNaN(number) || text === "" ? text : number;
  };
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), document.documentElement.lang));
  document.querySelectorAll("table[data-sortable] thead th[scope=col]").forEach((head) => {
    if (head.classList.contains("bar-head")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "descending" || (!head.hasAttribute("aria-sort") && !head.classList.contains("num"));
      head.parentElement.querySelectorAll("[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "ascending" : "descending");
      for (const body of head.closest("table").tBodies) {
        const sorted = [...body.rows].sort((a, b) => {
          const order = compare(value(a.cells[head.cellIndex]), value(b.cells[head.cellIndex]));
          return down ? order : -order;
        });
        body.append(...sorted);
      }
    });
  });
})();
