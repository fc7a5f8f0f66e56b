// Drags a line up and down a page. The line follows the pointer; what it means is decided at the
// end, so nothing is moved in the page meanwhile.

const FROM = 6; // pixels before a press becomes a drag
const EDGE = 90; // pixels from the edge of the screen at which the page scrolls along

/**
 * @param {PointerEvent} press that may become a drag
 * @param {HTMLElement} item the line
 * @param {{over: (y: number) => void, drop: () => void, cancel: () => void}} told
 */
export function drag(press, item, { over, drop, cancel }) {
  const listening = new AbortController();
  const { signal } = listening;
  let drags = false;

  const onMove = (move) => {
    if (move.pointerId !== press.pointerId) return;
    if (!drags && Math.abs(move.pageY - press.pageY) < FROM) return;
    drags = true;
    item.classList.add("is-dragged");
    item.style.translate = `0 ${move.pageY - press.pageY}px`;
    if (move.clientY < EDGE) scrollBy(0, -12);
    if (move.clientY > innerHeight - EDGE) scrollBy(0, 12);
    over(move.clientY);
  };
  const end = (then) => (event) => {
    if (event.pointerId !== undefined && event.pointerId !== press.pointerId) return;
    listening.abort();
    setTimeout(() => item.removeEventListener("click", noClick, true));
    item.classList.remove("is-dragged");
    item.style.translate = "";
    if (drags) then();
  };
  // The press that ends a drag is no click on the line.
  const noClick = (click) => {
    if (drags) click.stopPropagation();
  };

  addEventListener("pointermove", onMove, { signal });
  addEventListener("pointercancel", end(cancel), { signal });
  addEventListener("pointerup", end(drop), { signal });
  addEventListener("keydown", (key) => key.key === "Escape" && end(cancel)(key), { signal });
  item.addEventListener("click", noClick, true);
}
