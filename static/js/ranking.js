// Ranks are selects, one for each name. In their place this puts a list to order: press a name to
// rank it next, move it with buttons, with arrow keys or by dragging. What is sent are still the
// selects; the list only writes into them.

import { drag } from "./dragging.js";

function make(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  if (tag === "button") element.type = "button";
  return element;
}

class Line {
  constructor(select, ranking) {
    this.select = select;
    const text = select.parentElement.querySelector(".candidate-text").cloneNode(true);
    text.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
    this.name = text.querySelector(".candidate-name").textContent;
    this.item = make("li", "rank-line");
    this.item.classList.toggle("is-withdrawn", select.disabled);
    this.number = make("button", "rank-number");
    this.moves = make("span", "rank-moves");
    this.up = this.button("▲", `Move ${this.name} up`, () => ranking.move(this, -1));
    this.down = this.button("▼", `Move ${this.name} down`, () => ranking.move(this, 1));
    this.out = this.button("✕", `Take ${this.name} out`, () => ranking.takeOut(this));
    this.item.append(this.number, text, this.moves);
    this.number.addEventListener("click", () => ranking.add(this));
    this.item.addEventListener("keydown", (event) => ranking.onKey(event, this));
    this.item.addEventListener("pointerdown", (event) => ranking.onPress(event, this));
  }

  button(sign, label, act) {
    const button = make("button", "", sign);
    button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
    this.moves.append(button);
    return button;
  }

  /** @param {number} rank 0 for none; `next` is the rank that a press would give, 0 for none */
  show(rank, ranked, next) {
    const { select, number, name } = this;
    select.selectedIndex = rank;
    this.item.classList.toggle("is-ranked", rank > 0);
    this.moves.hidden = !rank;
    this.up.disabled = rank === 1;
    this.down.disabled = rank === ranked;
    number.textContent = rank || "";
    number.disabled = select.disabled || (!rank && !next);
    const says = rank
      ? `${name}: rank ${rank} of ${ranked}. Arrow keys move it.`
      : `${name}: give rank ${next}`;
    number.setAttribute("aria-label", next || rank ? says : `${name}: not ranked`);
  }
}

class Ranking {
  constructor(place, index) {
    const selects = [...place.querySelectorAll("select")];
    this.most = selects[0].options.length - 1;
    this.lines = selects.map((select) => new Line(select, this));
    this.order = this.lines
      .filter((line) => line.select.selectedIndex > 0)
      .sort((one, other) => one.select.selectedIndex - other.select.selectedIndex);
    this.drop = make("li", "rank-drop");
    this.nobody = make("li", "rank-empty", "Nobody yet");
    this.says = make("p", "visually-hidden");
    this.says.setAttribute("role", "status");
    const most = this.most < this.lines.length ? `, up to ${this.most} names` : "";
    const head = `Your ranking${most}: drag the numbers to change it`;
    this.ranked = this.list(place, "ol", `ranked-${index}`, head);
    this.rest = this.list(place, "ul", `unranked-${index}`, "Not ranked: press a name to rank it");
    place.before(this.says);
    place.hidden = true;
    this.show();
  }

  list(place, tag, id, words) {
    const list = make(tag, "rank-list");
    const head = make("p", "rank-head", words);
    head.id = id;
    list.setAttribute("aria-labelledby", id);
    list.setAttribute("role", "list"); // Safari forgets it where the list has no bullets
    place.before(head, list);
    return list;
  }

  unranked() {
    return this.lines.filter((line) => !this.order.includes(line));
  }

  show() {
    const { order } = this;
    const rest = this.unranked();
    const items = order.map((line) => line.item);
    this.ranked.replaceChildren(...(items.length ? items : [this.nobody]));
    this.rest.replaceChildren(...rest.map((line) => line.item));
    this.rest.hidden = this.rest.previousElementSibling.hidden = !rest.length;
    const next = order.length < this.most ? order.length + 1 : 0;
    for (const line of this.lines) line.show(order.indexOf(line) + 1, order.length, next);
  }

  /** Rank a name next. The keyboard goes to the name that stands in its place, to go on there. */
  add(line) {
    const at = this.unranked().indexOf(line);
    if (at < 0 || this.order.length >= this.most) return;
    this.put(line, this.order.length);
    const left = this.unranked();
    const next = left[Math.min(at, left.length - 1)]?.number;
    if (next && !next.disabled) next.focus({ preventScroll: true });
  }

  move(line, step) {
    this.put(line, this.order.indexOf(line) + step, step < 0 ? line.up : line.down);
  }

  /** Give a line a place in the order; the keyboard stays with it. */
  put(line, place, focus = line.number) {
    const others = this.order.filter((other) => other !== line);
    if (place < 0 || place > others.length || others.length >= this.most) return;
    this.order = [...others.slice(0, place), line, ...others.slice(place)];
    this.show();
    (focus.disabled ? line.number : focus).focus({ preventScroll: focus === line.number });
    this.says.textContent = `${line.name}: rank ${place + 1} of ${this.order.length}.`;
  }

  takeOut(line) {
    const at = this.order.indexOf(line);
    this.order = this.order.filter((other) => other !== line);
    this.show();
    const below = this.order[Math.min(at, this.order.length - 1)];
    (below ? below.out : line.number).focus({ preventScroll: true });
    this.says.textContent = `${line.name}: not ranked. Ranked: ${this.order.length}.`;
  }

  onKey(event, line) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !this.order.includes(line)) return;
    event.preventDefault();
    this.put(line, this.order.indexOf(line) + step);
    line.item.scrollIntoView({ block: "nearest" });
  }

  /** A finger drags by the box of a rank, so that the page still scrolls; a mouse by any line. */
  onPress(event, line) {
    const isBox = this.order.includes(line) && line.number.contains(event.target);
    const isGrip = event.pointerType === "mouse" ? !line.moves.contains(event.target) : isBox;
    if (event.button || line.select.disabled || !isGrip) return;
    let place = null; // in the order; -1 is outside
    drag(event, line.item, {
      over: (y) => {
        place = this.placeAt(y, line);
        this.showDrop(place, line);
      },
      drop: () => {
        this.drop.remove();
        if (place >= 0) this.put(line, place);
        else if (this.order.includes(line)) this.takeOut(line);
      },
      cancel: () => this.drop.remove(),
    });
  }

  placeAt(y, line) {
    const { top } = (this.rest.hidden ? this.says : this.rest.previousElementSibling)
      .getBoundingClientRect();
    const others = this.order.filter((other) => other !== line);
    if (others.length >= this.most || (y > top && !this.rest.hidden)) return -1;
    const isAbove = (other) => {
      const box = other.item.getBoundingClientRect();
      return box.top + box.height / 2 < y;
    };
    return others.filter(isAbove).length;
  }

  showDrop(place, line) {
    if (place < 0) return this.drop.remove();
    const others = this.order.filter((other) => other !== line);
    const next = others[place]?.item ?? null;
    if (this.drop.nextSibling !== next || this.drop.parentNode !== this.ranked) {
      this.ranked.insertBefore(this.drop, next);
    }
  }
}

/** Two names at one rank is a mistake that only the boxes can show. */
function isInOrder(place) {
  const given = [...place.querySelectorAll("select")]
    .map((select) => select.selectedIndex)
    .filter((rank) => rank > 0);
  return new Set(given).size === given.length;
}

document.querySelectorAll(".ranking").forEach((place, index) => {
  if (isInOrder(place)) new Ranking(place, index);
});
