// Keeps a candidate's answers as they are typed, and counts their words. Without it the button of
// the same form saves.

// The same class of spaces as in endorsements/questionnaires/words.py.
const WORD = /[^\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const AFTER = 1200;

for (const line of document.querySelectorAll("[data-words-of]")) {
  const field = document.getElementById(line.dataset.wordsOf);
  const most = Number(line.dataset.most);
  const count = () => {
    const words = (field.value.match(WORD) ?? []).length;
    line.textContent = `${words} of at most ${most} words.`;
    line.toggleAttribute("data-over", words > most);
  };
  field.addEventListener("input", count);
  count();
}

const form = document.querySelector("form[data-saves]");
const status = document.querySelector("[data-saved]");
let timer, isSaving, isDirty, typedSince = 0;

function say(sentence) {
  status.textContent = sentence;
}

function paragraph(text, kind = "") {
  const made = document.createElement("p");
  made.textContent = text;
  made.className = kind;
  return made;
}

function told(question, refused, elsewhere, mark) {
  const place = question.querySelector("[data-trouble]");
  place.replaceChildren();
  if (refused) place.append(paragraph(refused, "field-error"));
  if (!elsewhere) return;
  const there = document.createElement("blockquote");
  there.append(paragraph(elsewhere.value), paragraph(elsewhere.comment));
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-small";
  button.textContent = "Put what I typed here in its place";
  button.addEventListener("click", () => {
    question.querySelector("[name^=seen-]").value = mark;
    save();
  });
  place.append(
    paragraph("This answer was changed in another window. There it says:", "field-error"),
    there,
    button,
  );
}

function take(answer) {
  for (const question of form.querySelectorAll("[data-question]")) {
    const id = question.dataset.question;
    const elsewhere = answer.elsewhere?.[id];
    const mark = answer.marks?.[id];
    if (mark && !elsewhere) question.querySelector("[name^=seen-]").value = mark;
    told(question, answer.refused?.[id], elsewhere, mark);
  }
  const isWhole = !Object.keys(answer.refused ?? {}).length
    && !Object.keys(answer.elsewhere ?? {}).length;
  say(isWhole ? `Saved at ${answer.at}.` : "Not everything is saved: look for the lines marked ×.");
}

async function save() {
  clearTimeout(timer);
  if (isSaving) return;
  isSaving = true;
  const before = typedSince;
  try {
    const body = new URLSearchParams(new FormData(form));
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", body, headers, keepalive: true });
    if (answer.status === 410) say("The deadline has passed: what you type is not kept any more.");
    else if (answer.ok || answer.status === 422) take(await answer.json());
    else say("Not saved. Please press “Save and go on”.");
    if (before === typedSince) isDirty = false;
  } catch {
    say("Not saved: the connection is away. We try again.");
    timer = setTimeout(save, 5 * AFTER);
  }
  isSaving = false;
  if (before !== typedSince) timer = setTimeout(save, AFTER);
}

form?.addEventListener("input", () => {
  isDirty = true;
  typedSince += 1;
  clearTimeout(timer);
  timer = setTimeout(save, AFTER);
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden && isDirty) save();
});
