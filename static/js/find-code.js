// Shows only the lines whose check code begins with what is typed. Nothing leaves the page.

const form = document.querySelector(".code-finder");
const rows = [...document.querySelectorAll(".code-list tbody tr")];
const field = form?.querySelector("input");
const status = form?.querySelector("[role=status]");

function look() {
  const wanted = field.value.toUpperCase().replace(/[^A-Z0-9]/g, "");
  let shown = 0;
  for (const row of rows) {
    row.hidden = !row.id.startsWith(wanted);
    shown += row.hidden ? 0 : 1;
  }
  status.textContent = wanted ? `${shown} of ${rows.length} codes begin with ${wanted}` : "";
}

if (form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", look);
}
