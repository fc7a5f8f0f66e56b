// Loads a round's page again when the round has moved on, so that the result appears by itself.

const page = document.querySelector("[data-state-url]");
const EVERY = page?.dataset.state === "open" ? 10_000 : 2_000;

async function look() {
  try {
    const answer = await fetch(page.dataset.stateUrl, { cache: "no-store" });
    const { status } = await answer.json();
    if (status !== page.dataset.state) location.reload();
  } catch {
    // Away for a moment: the next look will tell.
  }
}

if (page) setInterval(look, EVERY);
