/* What a walk by keyboard asks of a page. A group of radio buttons is one thing: arrows do the rest.
   The button "Back to top" is left out: it shows itself only to those who scroll up. */
globalThis.walk = {
  things: [],
  reached: new Set(),

  wanted() {
    const all = "a[href], button:not(.md-top), input, select, textarea, summary, [tabindex]:not([tabindex='-1'])";
    this.things = [...document.querySelectorAll(all)].filter((each) => each.tabIndex >= 0 && !each.disabled && this.shown(each));
    return new Set(this.things.map(this.key)).size;
  },

  shown(each) {
    const seen = each.matches("input[type=radio]") ? each.labels[0]?.parentElement : each;
    return Boolean(seen?.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }));
  },

  key: (each) => (each.matches("input[type=radio]") ? each.name : each),

  name(each = document.activeElement) {
    const words = (each.getAttribute("aria-label") ?? each.textContent).trim().replace(/\s+/g, " ");
    return `<${each.localName} class="${each.className}"> ${words.slice(0, 40)}`;
  },

  /* Say that the walk is over, or what has the focus without a sign of it; else nothing. Nothing has
     it at the end of the page, and where the button "Back to top" had it and has gone. */
  step() {
    const now = document.activeElement;
    if (now === document.body) return "";
    if (this.reached.has(now)) return "over";
    this.reached.add(now);
    return this.marked(now) ? "" : `the focus is not seen: ${this.name(now)}`;
  },

  /* What has the focus, its label or a neighbour that stands for it is in view and looks another. */
  marked(now) {
    const beside = [now.nextElementSibling, now.closest("form"), now.closest(".tabbed-set")?.querySelector(".tabbed-labels")];
    const places = now.matches("input") ? [now, ...now.labels, ...beside.filter(Boolean)] : [now];
    return places.some((place) => this.inView(place) && this.changes(place, now));
  },

  inView(place) {
    const box = place.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  },

  look(place) {
    return ["", "::before"].map((part) => {
      const style = getComputedStyle(place, part);
      const ring = style.outlineStyle === "none" || style.outlineWidth === "0px" ? "" : style.outlineWidth + style.outlineColor;
      const edge = style.borderWidth === "0px" ? "" : style.borderColor;
      return [ring, edge, style.boxShadow, style.backgroundColor, style.opacity].join();
    }).join(";");
  },

  changes(place, now) {
    const before = this.look(place);
    now.blur();
    const after = this.look(place);
    now.focus({ focusVisible: true, preventScroll: true });
    return before !== after;
  },

  missed() {
    const reached = new Set([...this.reached].map(this.key));
    const lost = this.things.filter((each) => !reached.has(this.key(each)) && this.shown(each));
    return [...new Set(lost.map((each) => `not reached: ${this.name(each)}`))];
  },
};
