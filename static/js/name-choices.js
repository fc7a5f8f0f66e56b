/* Choices by a word of what is meant: where nothing is chosen, the words that say so become the
   name that screen readers read. Without this script everything works. */

const nameEmptyOnes = () => {
  for (const shown of document.querySelectorAll(".select2-selection__rendered:not([title])")) {
    shown.title = shown.textContent.replace("×", "").trim() || "nothing chosen";
  }
};

const $ = window.django?.jQuery;
if ($) {
  // The choices are drawn when the page is ready, and in each row that is added.
  $(nameEmptyOnes);
  $(document).on("change", "select", nameEmptyOnes);
  document.addEventListener("formset:added", () => setTimeout(nameEmptyOnes));
}
