// Passkeys: django-allauth's script talks to the browser, this one tells it which form to use.
//
// A form says what it is for in `data-passkey` (add, login or authenticate); its button has
// `data-passkey-button` and is shown only here, since nothing works without script.

const trouble = document.getElementById("passkey-trouble");

document.addEventListener("allauth.error", (event) => {
  // A dialog that somebody closes is no error of ours.
  event.preventDefault();
  if (trouble) {
    trouble.hidden = false;
  }
});

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = document.querySelector(`[data-passkey-button="${form.id}"]`);
  const field = form.querySelector("[name=credential]");
  const alone = form.querySelector("[name=passwordless]");
  const ids = { credential: field.id, data: "passkey-data", passwordless: alone?.id };
  ids[form.dataset.passkey] = button.id;
  window.allauth.webauthn.forms[`${form.dataset.passkey}Form`]({ ids });
  button.addEventListener("click", () => {
    if (trouble) {
      trouble.hidden = true;
    }
  });
  button.hidden = false;
}
