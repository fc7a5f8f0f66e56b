// Shows only the lines in which each typed word begins a word: of a name, a district or a town.
// Without this the form does the same. A page that came narrowed fetches the whole list first.

const form = document.querySelector("form[data-filter]");
const field = form?.querySelector("input[type=search]");
const status = document.querySelector("[data-count]");
const nobody = document.querySelector("[data-nobody]");
let list = document.querySelector("[data-list]");
let narrowedTo = field?.value.trim();
let fetching = null;

const short = new Map(list?.dataset.short.split(" ").map((pair) => pair.split("=")));

function wordsOf(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/['’]/g, "").match(/[\p{L}\p{N}]+|&/gu) ?? [];
}

function fits(line, words) {
  const key = ` ${line.dataset.find}`;
  return words.every((word) => {
    return key.includes(` ${word}`) || key.includes(` ${short.get(word) ?? word}`);
  });
}

function show() {
  const words = wordsOf(field.value);
  for (const line of list.querySelectorAll("[data-find]")) line.hidden = !fits(line, words);
  for (const group of list.querySelectorAll("tbody, section")) {
    group.hidden = !group.querySelector("[data-find]:not([hidden])");
  }
  const people = [...list.querySelectorAll("tr[data-find]")];
  const shown = people.filter((line) => !line.hidden).length;
  status.textContent = words.length
    ? `${shown} of ${people.length} legislators`
    : `All ${people.length} legislators`;
  nobody.hidden = Boolean(list.querySelector("[data-find]:not([hidden])"));
}

function address(typed) {
  const answers = new URLSearchParams(new FormData(form));
  answers.delete("q");
  if (typed) answers.set("q", typed);
  for (const [name, value] of [...answers]) if (!value) answers.delete(name);
  return `${form.action}?${answers}`.replace(/\?$/, "");
}

async function fetchWhole() {
  const answer = await fetch(address(""));
  if (!answer.ok) return form.requestSubmit();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const whole = page.querySelector("[data-list]");
  list.replaceWith(whole);
  list = whole;
  narrowedTo = "";
}

async function typed() {
  if (narrowedTo) {
    fetching ??= fetchWhole();
    await fetching;
  }
  show();
  history.replaceState(null, "", address(field.value.trim()));
}

if (form && list) field.addEventListener("input", typed);
