// A click on a district's map asks for the legislators of that very point. Without this each
// area is a link to its district.

const map = document.querySelector(".district-map svg[data-west]");
const form = document.querySelector("[data-point]");

function between(from, to, share) {
  return (Number(from) + (to - from) * share).toFixed(5);
}

function ask(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !event.target.closest("path")) return;
  event.preventDefault();
  const { left, top, width, height } = map.getBoundingClientRect();
  const { west, south, east, north } = map.dataset;
  form.longitude.value = between(west, east, (event.clientX - left) / width);
  form.latitude.value = between(north, south, (event.clientY - top) / height);
  form.submit();
}

if (map && form) {
  form.hidden = false;
  map.addEventListener("click", ask);
}
