// The draft's form: draws what is typed as its readers will get it, and saves by itself. All of it can be done without.
const form = document.getElementById("utkast");
const address = form.getAttribute("action"); // form.action is the field of that name
const state = document.getElementById("lage");
const said = document.getElementById("ord").dataset;
const kept = `utkast-${form.dataset.draft}`;
const unchosen = new Set(); // fields in which two have written, until one of them has chosen
const drawn = new Map();
const timers = new Map();
let saved = words();
let saving = null;
let asked = null;

function words() {
  const all = {};
  for (const [name, value] of new FormData(form)) if (name !== "csrf" && name !== "version") (all[name] ??= []).push(value);
  return all;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const isSaved = () => Object.entries(words()).every(([name, value]) => unchosen.has(name) || same(value, saved[name]));
const elements = (name) => form.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type=hidden], button)`);

function write(name, value) {
  for (const one of elements(name)) {
    if (one.type === "checkbox") one.checked = value.includes(one.value);
    else one.value = value;
  }
}

function later(what, wait) {
  clearTimeout(timers.get(what));
  timers.set(what, setTimeout(what, wait));
}

function put(parts) {
  for (const [id, html] of Object.entries(parts)) {
    const place = document.getElementById(id);
    if (place && drawn.get(id) !== html) place.innerHTML = html;
    drawn.set(id, html);
    if (place && id.startsWith("n-")) mark(document.getElementById(`f-${id.slice(2)}`), place.querySelector(".wrong"));
  }
  if (!form.querySelector("[aria-invalid]")) document.getElementById("fel")?.remove();
}

function mark(field, wrong) {
  if (wrong) field?.setAttribute("aria-invalid", "true");
  else field?.removeAttribute("aria-invalid");
}

function tell(text, link) {
  state.textContent = text;
  if (link) state.append(" ", Object.assign(document.createElement("a"), { href: link, textContent: said.signIn }));
}

async function post(what, body, options = {}) {
  const answer = await fetch(`${address}/${what}`, { method: "POST", body, ...options });
  if (answer.status === 401 || answer.status === 403) throw Object.assign(new Error(said.signedOut), { link: form.dataset.signIn });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.trouble);
  return told;
}

function explain(error) {
  if (error.name === "AbortError") return;
  // What the browser itself says of a server that does not answer is English, and not for people.
  tell(error instanceof TypeError ? said.unreached : error.message, error.link);
  state.classList.add("unsaved");
  if (error instanceof TypeError) later(save, 5000);
}

async function show() {
  asked?.abort();
  asked = new AbortController();
  await post("visning", new FormData(form), { signal: asked.signal }).then((told) => put(told.parts), explain);
}

function save(options) {
  saving ??= send(options).catch(explain).finally(() => (saving = null));
  return saving;
}

async function send({ always = false, ...options } = {}) {
  if (isSaved() && !always) return;
  const [sent, body] = [words(), new FormData(form)];
  for (const name of unchosen) body.delete(name);
  take(await post("sparning", body, options), sent);
}

function take(told, sent) {
  form.elements.version.value = told.version;
  saved = { ...saved, ...sent };
  for (const [name, value] of Object.entries(told.fields)) takeTheirs(name, value, sent);
  for (const name of told.clashes) {
    unchosen.add(name);
    delete saved[name];
  }
  put(told.parts);
  state.classList.remove("unsaved");
  tell(told.said);
  if (isSaved()) sessionStorage.removeItem(kept);
}

// What somebody else has written goes into the form, unless it has been written in since.
function takeTheirs(name, value, sent) {
  if (same(words()[name], sent[name])) write(name, value);
  saved[name] = Array.isArray(value) ? ["", ...value] : [value];
  later(show, 0);
}

function changed() {
  keep();
  later(show, 400);
  later(save, 2000);
}

const keep = (more) =>
  sessionStorage.setItem(kept, JSON.stringify({ version: form.elements.version.value, words: words(), ...more }));

// Words that were not saved before the page was left, or the session was over.
function restore() {
  const { version, words: unsaved, sent } = JSON.parse(sessionStorage.getItem(kept) ?? "{}");
  sessionStorage.removeItem(kept);
  if (!unsaved || same(unsaved, words()) || (sent && form.elements.version.value > version)) return;
  for (const [name, value] of Object.entries(unsaved)) {
    const [first] = elements(name);
    if (first) write(name, first.type === "checkbox" ? value : value[0]);
  }
  form.elements.version.value = version;
  tell(said.restored);
  changed();
}

function press(button) {
  const [name, old, made] = JSON.parse(button.value);
  const [field] = elements(name);
  unchosen.delete(name);
  document.getElementById(`k-${name}`).replaceChildren();
  write(name, old ? field.value.replaceAll(old, made) : made);
  field.focus();
  changed();
}

async function submit(event) {
  const { submitter } = event;
  if (submitter?.name === "byt" || submitter?.value === "spara" || saving) event.preventDefault();
  if (submitter?.name === "byt") press(submitter);
  else if (submitter?.value === "spara") await Promise.all([save(), show()]).then(() => toThePreview(submitter));
  else if (saving) await saving.then(() => form.requestSubmit(submitter)); // else we would meet our own words
  else keep({ sent: true });
}

// By its button, not by the key of Enter, which presses one that nobody sees.
function toThePreview(submitter) {
  if (!submitter.classList.contains("hidden")) document.getElementById("visning").scrollIntoView({ block: "nearest" });
}

// The cursor goes to where a word is missing.
function toTheGap(target) {
  const at = target.dataset.gap ? target.value.indexOf(target.dataset.gap) : -1;
  if (at >= 0) target.setSelectionRange(at, at + target.dataset.gap.length);
}

function chose({ target }) {
  const list = target.closest(".many");
  if (list) {
    unchosen.delete(target.name);
    const chosen = [...list.querySelectorAll(":checked")].map((one) => one.labels[0].textContent).join(", ");
    const shown = list.querySelector("[data-chosen]");
    shown.textContent = chosen || shown.dataset.none;
  }
  if (target.name === "kind") save().then(() => location.reload()); // another kind asks other things
}

async function beThere() {
  if (document.hidden) return;
  const body = new FormData();
  body.set("csrf", form.elements.csrf.value);
  const told = await post("narvaro", body).catch((error) => isSaved() || explain(error));
  if (!told?.parts) return;
  put(told.parts);
  if (told.version > form.elements.version.value) save({ always: true });
}

for (const box of form.querySelectorAll("[id^='k-']:not(:empty)")) {
  unchosen.add(box.id.slice(2));
  delete saved[box.id.slice(2)];
}
form.addEventListener("input", changed);
form.addEventListener("change", chose);
form.addEventListener("submit", submit);
form.addEventListener("focusin", ({ target }) => setTimeout(() => toTheGap(target))); // a press places the cursor after it
form.addEventListener("focusout", () => later(save, 200));
addEventListener("pagehide", () => save({ keepalive: true }));
setInterval(beThere, 10000);
restore();
if (form.contains(document.activeElement)) toTheGap(document.activeElement);
