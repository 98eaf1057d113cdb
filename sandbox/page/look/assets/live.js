/**
 * Keeps a page fresh while somebody looks at it: fetches the same address again and takes over what changed inside each
 * element with `data-live`. Everything works without it; it only saves pressing reload.
 */
const EVERY_MS = 2000;
const DEADLINE_MS = 5000;
const status = document.querySelector('#live-status');

let before = '';
let isAway = false;

async function refresh() {
  const answer = await fetch(location.href, { signal: AbortSignal.timeout(DEADLINE_MS), cache: 'no-store' });
  if (!answer.ok) throw new Error(`answered ${answer.status}`);
  const text = await answer.text();
  if (text === before) return;
  before = text;
  const fresh = new DOMParser().parseFromString(text, 'text/html');
  for (const holder of document.querySelectorAll('[data-live]')) {
    const next = fresh.querySelector(`[data-live="${holder.dataset.live}"]`);
    if (next !== null) takeOver(holder, next);
  }
}

/** Brings the children of `holder` to those of `next`; a child with the same id and content stays the same node. */
function takeOver(holder, next) {
  const known = new Map([...holder.children].map((child) => [child.id, child]));
  const focusedId = document.activeElement?.id ?? '';
  let added = 0;
  const children = [...next.children].map((child) => {
    const old = known.get(child.id);
    if (old === undefined) added += 1;
    return old !== undefined && sourceOf(old) === sourceOf(child) ? old : replacement(old, child);
  });
  if (children.length === known.size && children.every((child, at) => child === holder.children[at])) return;
  place(holder, children);
  if (focusedId !== '' && document.activeElement === document.body) document.getElementById(focusedId)?.focus();
  if (added > 0 && holder.dataset.announce !== undefined)
    say(`${added} new ${holder.dataset.announce}${added > 1 ? 's' : ''}`);
}

/** Moves only what is not in its place yet: a node that is moved loses focus, and a film stops. */
function place(holder, children) {
  for (const child of Array.from(holder.children)) if (!children.includes(child)) child.remove();
  for (const [at, child] of children.entries()) {
    if (holder.children[at] !== child) holder.insertBefore(child, holder.children[at] ?? null);
  }
}

/** The server's markup of a node, as it came: what a reader opened since does not count as a change. */
const sources = new WeakMap();
function sourceOf(node) {
  if (!sources.has(node)) sources.set(node, node.outerHTML);
  return sources.get(node);
}

function replacement(old, child) {
  const source = sourceOf(child);
  const fresh = document.importNode(child, true);
  sources.set(fresh, source);
  const opened = old === undefined ? [] : [...old.querySelectorAll('details')].map(({ open }) => open);
  for (const [at, details] of [...fresh.querySelectorAll('details')].entries())
    details.open = opened[at] ?? details.open;
  return fresh;
}

function say(text) {
  if (status !== null) status.textContent = text;
}

async function tick() {
  if (!document.hidden) {
    try {
      await refresh();
      if (isAway) say('');
      isAway = false;
    } catch {
      if (!isAway) say('The server does not answer; this page shows what was before.');
      isAway = true;
    }
    document.body.classList.toggle('away', isAway);
  }
  setTimeout(tick, EVERY_MS);
}

for (const child of document.querySelectorAll('[data-live] > *')) sourceOf(child);
setTimeout(tick, EVERY_MS);
document.addEventListener('visibilitychange', () => {
  before = '';
});
