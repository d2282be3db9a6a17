// The page can be read without this. It lights every part of a stretch that was cut in two, opens what a link leads
// into, and lets n and p go from point to point.
"use strict";
(() => {
  const light = () => {
    document.querySelectorAll(".lit").forEach((part) => part.classList.remove("lit"));
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id) return;
    const target = document.getElementById(id);
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    document.querySelectorAll("[data-part-of]").forEach((part) => part.classList.toggle("lit", part.dataset.partOf === id));
  };
  addEventListener("hashchange", light);
  light();

  const step = (by) => {
    const points = [...document.querySelectorAll(".point")].filter((point) => point.offsetParent);
    const above = points.filter((point) => point.getBoundingClientRect().top < 24).length - 1;
    const here = points.indexOf(document.activeElement.closest(".point"));
    const next = points[(here < 0 ? above : here) + by];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView();
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input")) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  });
})();
