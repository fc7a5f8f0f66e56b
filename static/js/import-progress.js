// Shows how far a worker is with an import, and loads the page again once there is more to see.

const part = document.querySelector("[data-progress-url]");
const bar = part?.querySelector("progress");
const words = part?.querySelector("[data-progress-words]");
const EVERY = 1_500;

function show(done, of) {
  part.hidden = done === null;
  if (done === null) return;
  bar.max = of;
  bar.value = done;
  words.textContent = `${done.toLocaleString("en")} of ${of.toLocaleString("en")}`;
}

async function look() {
  try {
    const answer = await fetch(part.dataset.progressUrl, { cache: "no-store" });
    const { status, done, of } = await answer.json();
    if (status === part.dataset.status) show(done, of);
    else location.reload();
  } catch {
    // Away for a moment: the next look will tell.
  }
}

if (part) setInterval(look, EVERY);
