// Keeps "closes in 3 days and 4 hours" true while a page stands open, and adds the reader's own
// clock where it differs from the organisation's. Without this script the server's words stay.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** The same words as `time_left` in endorsements/pictures.py. */
export function timeLeft(milliseconds) {
  if (milliseconds < MINUTE) return "less than a minute";
  const parts = [
    [Math.floor(milliseconds / DAY), "day"],
    [Math.floor((milliseconds % DAY) / HOUR), "hour"],
    [Math.floor((milliseconds % HOUR) / MINUTE), "minute"],
  ];
  const first = parts.findIndex(([number]) => number > 0);
  return parts
    .slice(first, first + 2)
    .filter(([number]) => number > 0)
    .map(([number, noun]) => counted(number, noun))
    .join(" and ");
}

// The server writes seconds since 1970: every browser reads them alike.
const momentOf = (place) => new Date(Number(place.dataset.until) * 1000);

function tick(place) {
  const left = momentOf(place) - Date.now();
  place.textContent =
    left > 0 ? `${place.dataset.before} ${timeLeft(left)}` : place.dataset.after;
}

function showLocalTime(place) {
  const until = momentOf(place);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const asRead = (timeZone) => {
    const day = { weekday: "long", day: "numeric", month: "long", timeZone };
    const time = until.toLocaleTimeString("en-US", { timeStyle: "short", timeZone });
    const clock = time.replace("AM", "a.m.").replace("PM", "p.m.");
    return `${until.toLocaleDateString("en-GB", day).replace(",", "")}, ${clock}`;
  };
  if (asRead(here) !== asRead(place.dataset.zone)) {
    place.textContent = `On your clock: ${asRead(here)}`;
  }
}

document.querySelectorAll(".deadline-local[data-until]").forEach(showLocalTime);
const places = document.querySelectorAll(".deadline-left[data-until]");
places.forEach(tick);
if (places.length) setInterval(() => places.forEach(tick), 10_000);
