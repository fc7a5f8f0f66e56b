// An oval to fill is two radio buttons, "marked" and "not marked", and any arrow key changes it.
// Whoever expects a checkbox presses Space: so that does too.

document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches(".tick > input:checked")) return;
  event.preventDefault();
  const other = event.target.parentElement.querySelector("input:not(:checked)");
  other.checked = true;
  other.focus();
});
