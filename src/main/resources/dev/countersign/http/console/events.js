// The newest events, as they come. Paused, they wait; nothing more than the newest is kept.
import { $, count, el, moment, say, tag } from './dom.js';

const MOST = 100;
const KNOWN = 10 * MOST;
// Ids of what has come; after a break some of it comes again.
const known = new Set();
let waiting = [], begun = false, paused = false, told = () => {};

const join = (...parts) => parts.filter(Boolean).join(', ');
const unmet = block => join(block.unmet?.length && 'unmet: ' + block.unmet.join(' '), block.mismatch?.length && 'not as asked: ' + block.mismatch.join(' '));

/** What matters about an event of its type. */
function details(event) {
  const { created, resolution, settlement, expired, cancelled, failure, deferred } = event;
  if (deferred) return deferred.reason + (deferred.eta ? ', likely until ' + new Date(deferred.eta).toLocaleTimeString() : '');
  if (created) return join(created.push_accepted ? 'pushed' : created.push_requested ? 'push not accepted' : 'by QR', created.adopted && 'found again');
  if (expired) return expired.final ? 'never opened' : 'opened, can still be signed';
  if (cancelled) return cancelled.reason;
  if (failure) return `${failure.code}: ${failure.message}`;
  if (resolution) return join(resolution.account && 'by ' + resolution.account, resolution.late && 'late', unmet(resolution));
  if (settlement) return join(settlement.result, settlement.reason, settlement.delivered_amount && 'delivered ' + settlement.delivered_amount, unmet(settlement));
  return '';
}

function row(event) {
  const about = [event.tx_type, event.application, event.user].filter(Boolean).join(' · ');
  return el('li', {},
    el('div', { className: 'line' }, moment(event.observed_at), tag(event.type),
      el('a', { className: 'mono', href: '#request=' + encodeURIComponent(event.request_id), title: 'Look it up' }, event.request_id)),
    el('div', { className: 'what' }, el('span', { className: 'soft' }, about), ' ', el('span', {}, details(event))));
}

function add(events, leftOut) {
  const list = $('events');
  if (leftOut) list.prepend(el('li', { className: 'soft gap' }, `${leftOut.toLocaleString()} more came too fast to be shown`));
  events.forEach(event => list.prepend(row(event)));
  while (list.childElementCount > MOST) list.lastElementChild.remove();
  say($('events-note'), list.childElementCount ? '' : 'Nothing has been published yet. What comes is shown here at once.');
}

export function heard(name, data) {
  if (name === 'trouble') { say($('events-note'), data.why); return; }
  // Whoever may write the topic can write what is no event.
  const fresh = data.events.filter(event => event.event_id && event.type && !known.has(event.event_id));
  fresh.forEach(event => known.add(event.event_id));
  for (const id of known) if (known.size > KNOWN) known.delete(id); else break;
  // What there was before anybody looked is no news.
  if (begun) fresh.forEach(event => told(event));
  begun = true;
  if (!paused) { add(fresh, data.left_out); return; }
  waiting = [...waiting, ...fresh].slice(-MOST);
  say($('events-note'), `Paused; ${count(waiting.length, 'event')} came meanwhile.`);
}

export const lost = why => say($('events-note'), `${why} Trying again …`);

/** @param whom is told of every event, shown or not */
export function begin(whom) {
  told = whom;
  $('pause').onclick = () => {
    paused = !paused;
    $('pause').setAttribute('aria-pressed', paused);
    if (!paused) { add(waiting, 0); waiting = []; }
    else say($('events-note'), 'Paused.');
  };
}

export function clear() {
  known.clear();
  begun = false;
  waiting = [];
  $('events').replaceChildren();
}
