// Signing in with a passkey, confirming with one, and keeping a new one. There are ways in without it.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function post(address, body) {
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": document.querySelector("meta[name=csrf]").content };
  const answer = await fetch(address, { method: "POST", headers, body });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.trouble);
  return said;
}

const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

async function make(asked) {
  const user = { ...asked.user, id: bytes(asked.user.id) };
  const publicKey = { ...asked, user, challenge: bytes(asked.challenge), excludeCredentials: known(asked.excludeCredentials) };
  const made = await navigator.credentials.create({ publicKey });
  const { clientDataJSON, attestationObject } = made.response;
  return packed(made, { clientDataJSON, attestationObject });
}

async function use(asked) {
  const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) };
  const used = await navigator.credentials.get({ publicKey });
  const { clientDataJSON, authenticatorData, signature, userHandle } = used.response;
  return packed(used, { clientDataJSON, authenticatorData, signature, userHandle });
}

function packed(credential, response) {
  const parts = Object.entries(response).map(([name, buffer]) => [name, buffer && text(buffer)]);
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: Object.fromEntries(parts) });
}

async function answer(box) {
  const asked = await post(box.dataset.question, "");
  const made = asked.user ? await make(asked) : await use(asked);
  location.assign((await post(box.dataset.answer, made)).onward);
}

for (const box of document.querySelectorAll("[data-key]")) {
  if (!window.PublicKeyCredential) continue;
  const [button, trouble] = [box.querySelector("button"), box.querySelector("[role=alert]")];
  box.hidden = false;
  button.addEventListener("click", async () => {
    trouble.hidden = true;
    button.disabled = true;
    await answer(box).catch((error) => {
      // What the browser itself says of a key that was not used is English, and not for people.
      trouble.textContent = error instanceof DOMException ? box.dataset.failed : error.message || box.dataset.failed;
      trouble.hidden = false;
    });
    button.disabled = false;
  });
}
