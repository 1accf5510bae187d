// What the sandbox says that this phone shows, as it says it.

const HIDDEN_FOR = 30_000;
let source = null, person = null, state = null, told = () => {}, wire = () => {}, gone = () => {}, sleeping;
// Of the last event; after a reset the sandbox knows by it that this page is about what was before.
let last = '';
let anchor = Date.now(), readAt = performance.now(), speed = 1;

export const now = () => anchor + (performance.now() - readAt) * speed;
export const clockSpeed = () => speed;

export function setClock(clock) {
  anchor = Date.parse(clock.now);
  readAt = performance.now();
  speed = clock.speed;
}

export const current = () => state;

export function listen(onState, onWire, onReset) {
  told = onState;
  wire = onWire;
  gone = onReset;
  // A browser opens only six connections to one place: a phone that nobody sees must give its one back.
  document.addEventListener('visibilitychange', () => {
    clearTimeout(sleeping);
    if (document.hidden) sleeping = setTimeout(close, HIDDEN_FOR);
    else if (!source && person) open();
  });
}

export function follow(name) {
  if (name === person) return;
  close();
  person = name;
  state = null;
  if (person) open();
}

function open() {
  source = new EventSource('/sandbox/people/' + encodeURIComponent(person) + '/events' + (last && '?after=' + last));
  source.addEventListener('open', () => wire(true));
  source.addEventListener('error', () => wire(false));
  source.addEventListener('reset', () => {
    last = '';
    follow(null);
    gone();
  });
  source.addEventListener('phone', ({ data, lastEventId }) => {
    const before = state;
    last = lastEventId;
    state = JSON.parse(data);
    setClock(state.clock);
    told(state, before);
  });
}

function close() {
  if (source) source.close();
  source = null;
}

export function find(uuid) {
  if (!state) return null;
  for (const list of ['pending', 'history', 'nearby']) {
    const found = state[list].find(p => p.uuid === uuid);
    if (found) return found;
  }
  return null;
}

export const keptFor = uuid => state && state.kept.find(k => k.payload === uuid);

export const secondsLeft = p => Math.floor((Date.parse(p.expires_at) - now()) / 1000);

// One word for what became of a request, and how it looks.
export function standing(p) {
  const kept = keptFor(p.uuid);
  if (kept) return { word: kept.action === 'sign' ? 'Signed, not sent' : 'Rejected, not sent', look: 'wait' };
  if (p.signed) return { word: p.by === state?.name || !p.by ? 'Signed' : 'Signed by ' + p.by, look: 'good' };
  if (p.resolved) return { word: p.by === state?.name || !p.by ? 'Rejected' : 'Rejected by ' + p.by, look: 'bad' };
  if (p.cancelled) return { word: 'Withdrawn', look: 'soft' };
  if (secondsLeft(p) <= 0) return { word: 'Expired', look: 'soft' };
  if (p.pushed_to === state?.name) return { word: p.loaded ? 'Opened' : 'Pushed', look: p.loaded ? 'soft' : 'new' };
  return { word: p.loaded ? 'Opened' : p.pushed_to ? 'Pushed to ' + p.pushed_to : 'QR code', look: 'soft' };
}
