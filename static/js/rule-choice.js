// Rules by name in the form of a round: the one that is chosen stands in the heading of the list,
// the expert form shows its parts, and changing one of these makes it a rule of one's own.

const OWN = "own";

function partsOf(radio) {
  const prefix = radio.name.replace(/preset$/, "");
  const form = radio.form;
  return (name) => form.elements.namedItem(`${prefix}own_${name}`);
}

function show(radio) {
  const chosen = radio.closest(".rule-choice").querySelector(".rule-chosen");
  const name = radio.closest("label").querySelector(".rule-name").textContent;
  chosen.textContent = `: ${name}`;
}

function fill(radio) {
  const part = partsOf(radio);
  for (const [name, value] of Object.entries(JSON.parse(radio.dataset.values))) {
    const field = part(name);
    if (field.type === "checkbox") field.checked = value;
    else field.value = value ?? "";
  }
}

function unfold(radio) {
  partsOf(radio)("form").closest("details").open = true;
}

function ownInstead(field) {
  const list = field.closest(".form-group")?.querySelector(".rule-choice");
  const named = list?.querySelector("input[data-values]");
  if (!named) return;
  const parts = Object.keys(JSON.parse(named.dataset.values));
  const own = list.querySelector(`input[value="${OWN}"]`);
  if (!own.checked && parts.some((name) => partsOf(own)(name) === field)) {
    own.checked = true;
    show(own);
  }
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches(".rule-choice input")) {
    ownInstead(target);
    return;
  }
  show(target);
  if (target.value === OWN) unfold(target);
  else fill(target);
});

document.querySelectorAll(".rule-choice input:checked").forEach((radio) => {
  show(radio);
  if (radio.value === OWN) unfold(radio);
});
