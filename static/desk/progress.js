// Fetches how far the deliveries have come, as long as they go on. Without it, the page reloads by itself.
const place = document.getElementById("lage");
const EVERY = 2000;

async function look() {
  const answer = document.hidden ? null : await fetch(place.dataset.from).catch(() => null);
  if (answer?.redirected || answer?.status === 401) return location.reload();
  if (answer?.ok) place.innerHTML = await answer.text();
  if (place.querySelector("[data-goes-on]")) setTimeout(look, EVERY);
  else location.reload(); // what did not come through is shown
}

setTimeout(look, EVERY);
