// Keys, for whoever wants them. They never fire while somebody types, and can be turned off.
const dialog = document.getElementById("tangenter");
const STORE = "tangenter";
const WAIT = 1200;
let pressed = "";
let pressedAt = 0;

const isOff = () => localStorage.getItem(STORE) === "av";
// A dialog keeps the focus for a frame after it has closed, and nobody types in it then.
const isTyping = (place) => place.isContentEditable || place.closest("input, textarea, select, dialog[open]");

function act(keys) {
  if (keys === "?") return (dialog?.showModal(), true);
  const place = document.querySelector(`[data-keys="${CSS.escape(keys)}"]`);
  if (place) location.assign(place.href);
  return place;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isOff() || isTyping(event.target)) return;
  pressed = event.timeStamp - pressedAt < WAIT ? `${pressed} ${event.key}` : event.key;
  pressedAt = event.timeStamp;
  if (act(pressed) || act((pressed = event.key))) event.preventDefault();
});

for (const button of document.querySelectorAll("[data-keys-switch]")) {
  const say = () => (button.textContent = isOff() ? button.dataset.on : button.dataset.off);
  button.hidden = false;
  button.addEventListener("click", () => {
    if (isOff()) localStorage.removeItem(STORE);
    else localStorage.setItem(STORE, "av");
    say();
  });
  say();
}
