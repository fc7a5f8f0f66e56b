// Fills in where the browser says it is, after a click and never before, and asks for its
// legislators. Nothing is stored here or sent anywhere else.

const form = document.querySelector("[data-locate]");
const status = form?.querySelector("[role=status]");
const LIMITS = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 };
const DENIED = 1;

function found({ coords }) {
  form.longitude.value = coords.longitude.toFixed(5);
  form.latitude.value = coords.latitude.toFixed(5);
  form.submit();
}

function failed({ code }) {
  status.textContent =
    code === DENIED
      ? "Your browser does not give us your location. Type your town instead."
      : "Your location could not be found. Type your town instead.";
}

if (form && navigator.geolocation && window.isSecureContext) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    status.textContent = "Looking…";
    navigator.geolocation.getCurrentPosition(found, failed, LIMITS);
  });
}
