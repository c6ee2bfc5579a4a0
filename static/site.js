// Says that the page has changed since it was read. Everything works without it.
const offer = document.querySelector(".fresh a");
let known = null;

async function look() {
  if (document.hidden || !offer.hidden) return;
  const answer = await fetch(location.pathname, { method: "HEAD", cache: "no-store" }).catch(() => null);
  const tag = answer && answer.ok && answer.headers.get("ETag");
  if (!tag) return; // out of reach, or a host that gives no tags: ask again next time
  if (known && known !== tag) offer.hidden = false;
  known = tag;
}

if (offer) {
  look();
  setInterval(look, 60000);
  document.addEventListener("visibilitychange", look);
}

// The telephone on one's own machine: new texts come by themselves.
const live = document.querySelector("[data-live]");

async function renew() {
  if (document.hidden) return;
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (!answer || !answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-live]");
  if (fresh && fresh.innerHTML !== live.innerHTML) live.replaceChildren(...fresh.childNodes);
}

if (live) setInterval(renew, 2000);
