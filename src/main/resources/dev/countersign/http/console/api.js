// Everything that is asked of the worker, with the token in the header where the API takes it.

const KEY = 'countersign.operator-token';
const AGAIN = 2_000;
const LATEST = 15_000;
// The worker sends something every 15 s; after that long the connection is dead.
const SILENCE = 40_000;

let token = sessionStorage.getItem(KEY);

export const hasToken = () => token !== null;

export function keep(entered) {
  token = entered;
  sessionStorage.setItem(KEY, entered);
}

export function forget() {
  token = null;
  sessionStorage.removeItem(KEY);
}

/** The token is not, or no longer, that of the fleet. */
export class Refused extends Error {}

/** The worker said no, and what to do. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

async function ask(path, options = {}) {
  let headers;
  try {
    headers = new Headers({ authorization: 'Bearer ' + token });
  } catch {
    throw new Refused('This is no token: it has signs that no header can have.');
  }
  let response;
  try {
    response = await fetch(path, { ...options, headers, credentials: 'omit', cache: 'no-store' });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem(0, 'This worker does not answer.');
  }
  if (response.ok) return response;
  const { detail } = await response.json().catch(() => ({}));
  if (response.status === 401) throw new Refused('This is not the operator token of this fleet.');
  throw new Problem(response.status, detail || `The worker answered with HTTP status ${response.status}.`);
}

export const fleet = async () => (await ask('/api/fleet')).json();

export const request = async id => (await ask('/api/requests/' + encodeURIComponent(id))).json();

export const cancel = async id => (await ask('/api/requests/' + encodeURIComponent(id), { method: 'DELETE' })).json();

export const qr = async text => (await ask('/api/qr/' + encodeURIComponent(text))).json();

/**
 * Server-sent events by fetch, since EventSource sends no header. Comes back by itself.
 *
 * @returns what ends it
 */
export function follow({ heard, lost, refused }) {
  let stopped = false, wait = AGAIN, attempt, timer, silence;

  async function read() {
    attempt = new AbortController();
    const alive = () => {
      clearTimeout(silence);
      silence = setTimeout(() => attempt.abort(), SILENCE);
    };
    try {
      alive();
      const response = await ask('/api/events', { signal: attempt.signal });
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        alive();
        text += part.value;
        const blocks = text.split('\n\n');
        text = blocks.pop();
        blocks.forEach(block => { if (dispatch(block)) wait = AGAIN; });
      }
      throw new Problem(0, 'The worker has ended the stream.');
    } catch (failure) {
      if (stopped) return;
      if (failure instanceof Refused) { stopped = true; refused(failure); return; }
      lost(failure instanceof Problem ? failure.message : 'The connection is lost.');
      timer = setTimeout(read, wait);
      wait = Math.min(LATEST, wait * 2);
    } finally {
      clearTimeout(silence);
    }
  }

  function dispatch(block) {
    const fields = block.split('\n').map(line => /^(event|data): (.*)$/s.exec(line)).filter(Boolean);
    const of = name => fields.find(field => field[1] === name)?.[2];
    if (!of('data')) return false;
    heard(of('event'), JSON.parse(of('data')));
    return true;
  }

  read();
  return () => {
    stopped = true;
    clearTimeout(timer);
    attempt.abort();
  };
}
