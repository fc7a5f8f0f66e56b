// Removing a row that was just added numbers the rows after it anew, by rewriting their HTML; what
// was typed into them is not part of that HTML unless it is written there first.

function writeDown(field) {
  if (field.type === "checkbox" || field.type === "radio") {
    field.toggleAttribute("checked", field.checked);
  } else if (field.tagName === "SELECT") {
    for (const option of field.options) option.toggleAttribute("selected", option.selected);
  } else if (field.tagName === "TEXTAREA") {
    field.textContent = field.value;
  } else if (field.type !== "file") {
    field.setAttribute("value", field.value);
  }
}

document.addEventListener(
  "click",
  (event) => {
    if (!event.target.closest(".delete-template")) return;
    const form = event.target.closest("form");
    form?.querySelectorAll("input, select, textarea").forEach(writeDown);
  },
  true,
);
