// Counts down until a draft leaves, and then goes on to what was published. Without it, the page reloads by itself.
const heading = document.getElementById("nedrakning");
const ends = performance.now() + Number(heading.dataset.seconds) * 1000;

function count() {
  const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
  heading.textContent = left > 1 ? heading.dataset.words.replace("#", left) : left ? heading.dataset.one : heading.dataset.now;
  if (left) setTimeout(count, 250);
  else look();
}

async function look() {
  const answer = await fetch(location.href).catch(() => null);
  if (answer?.redirected) location.assign(answer.url);
  else if (answer && !(await answer.text()).includes('id="nedrakning"')) location.reload();
  else setTimeout(look, 500);
}

count();
