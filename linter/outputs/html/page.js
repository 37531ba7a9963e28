"use strict";
(() => {
  const body = document.body;
  const tip = document.getElementById("tip");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const reports = all("details.report");
  body.classList.toggle("single", reports.length < 2); // no list of reports, so no room for one

  // ── Links between findings and places ──

  function show(element) {
    for (let details = element.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
    element.scrollIntoView({ block: "center" });
    element.classList.remove("flash");
    void element.offsetWidth; // so that the animation starts again
    element.classList.add("flash");
  }

  const target = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)));

  addEventListener("hashchange", () => {
    const element = target(location.hash);
    if (element) show(element);
  });

  body.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) {
      const element = target(link.hash);
      if (!element) return;
      event.preventDefault();
      if (element.matches("details")) element.open = true;
      if (element.matches("details.report")) element.scrollIntoView();
      else show(element);
      return;
    }
    const place = event.target.closest("[data-f]");
    if (place && !place.matches(".finding")) showFinding(place);
  });

  body.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("mark[data-f], td[data-f]")) showFinding(event.target);
    if (event.key === "Escape") tip.hidden = true;
  });

  function showFinding(place) {
    const finding = document.getElementById(place.closest(".report").id + "-f" + place.dataset.f.split(" ")[0]);
    finding.scrollIntoView({ block: "nearest" });
    finding.classList.remove("flash");
    void finding.offsetWidth;
    finding.classList.add("flash");
  }

  // ── What a cell's equations say ──

  function line(text, kind) {
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    paragraph.className = kind;
    return paragraph;
  }

  function explain(element) {
    const report = element.closest(".report").id;
    const lines = [];
    for (const number of (element.dataset.f || "").split(" ").filter(Boolean))
      lines.push(line(document.querySelector("#" + report + "-f" + number + " .message").textContent, "message"));
    for (const number of (element.dataset.e || "").split(" ").filter(Boolean)) {
      const [mark, name, formula] = document.getElementById(report + "-e" + number).cells;
      lines.push(line(mark.textContent + " " + name.textContent + "：" + formula.textContent, mark.className));
    }
    tip.replaceChildren(...lines);
    tip.hidden = false;
    const box = element.getBoundingClientRect();
    const below = box.bottom + tip.offsetHeight + 12 < innerHeight;
    tip.style.left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 12)) + "px";
    tip.style.top = (below ? box.bottom + 6 : Math.max(8, box.top - tip.offsetHeight - 6)) + "px";
  }

  for (const type of ["mouseover", "focusin"])
    body.addEventListener(type, (event) => {
      const element = event.target.closest(".text [data-e], .text [data-f]");
      if (!element) {
        tip.hidden = true;
        return;
      }
      element.removeAttribute("title"); // says the same where there is no script
      explain(element);
    });
  addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });

  // ── Which findings and reports are shown ──

  for (const box of all("[data-filter]"))
    box.addEventListener("change", () => body.classList.toggle("no-" + box.dataset.filter, !box.checked));

  const search = document.querySelector("nav input[type=search]");
  const faulty = document.querySelector("[data-faulty]");
  const rows = all("nav li");

  function list() {
    const wanted = search.value.trim().toLowerCase();
    rows.forEach((row, number) => {
      const hide = !row.textContent.toLowerCase().includes(wanted) || (faulty.checked && !reports[number].matches(".faulty"));
      row.hidden = hide;
      reports[number].hidden = hide;
    });
  }

  search.addEventListener("input", list);
  faulty.addEventListener("change", list);

  // ── Paper ──

  for (const button of all("[data-view]"))
    button.addEventListener("click", () => {
      const paper = body.classList.toggle("paper", button.dataset.view === "paper");
      for (const other of all("[data-view]")) other.hidden = (other.dataset.view === "paper") === paper;
    });

  for (const button of all("[data-print]"))
    button.addEventListener("click", () => {
      const only = button.dataset.print;
      for (const sheet of all(".sheet")) sheet.hidden = Boolean(only) && sheet.dataset.report !== only;
      print();
      for (const sheet of all(".sheet")) sheet.hidden = false;
    });

  if (location.hash && target(location.hash)) show(target(location.hash));
  else if (reports.length === 1) reports[0].open = true;
})();
