// One request: its state, its QR code and links, and its cancel.
import { $, el, moment, say, show, tag } from './dom.js';
import * as api from './api.js';

const SOON = 150;
const SVG = 'http://www.w3.org/2000/svg';
const MARGIN = 4;
const LINKS = [['always', 'Sign page'], ['no_push_msg_received', 'Page for a push that did not come'], ['qr_png', 'QR code as a picture'], ['qr_matrix', 'QR code as a matrix']];

let current = null, asked = 0, timer, drawn = '', refused = () => {};

function fields(request) {
  const rows = [['Application', request.application], ['User', request.user], ['Transaction', request.tx_type],
    ['Events so far', request.sequence?.toLocaleString()], ['Payload', request.payload_uuid, 'mono'], ['Replaces', request.replaces, 'mono'],
    ['Expires', request.expires_at && moment(request.expires_at)], ['Opened', request.opened_at && moment(request.opened_at)],
    ['Ended', request.ended_at && moment(request.ended_at)], ['Transaction id', request.txid, 'mono'], ['Network', request.network],
    ...Object.entries(request.context ?? {}).map(([key, value]) => [key, value])];
  return rows.filter(([, value]) => value).map(([name, value, kind]) => el('div', {}, el('dt', {}, name), el('dd', { className: kind ?? '' }, value)));
}

/** Whatever else an address may begin with is nothing to click on. */
const isWeb = link => /^https?:\/\//.test(link ?? '');

function links(request) {
  return LINKS.map(([name, text]) => [request.links?.[name], text]).filter(([link]) => isWeb(link))
    .map(([link, text]) => el('li', {}, el('a', { href: link, target: '_blank', rel: 'noopener noreferrer' }, text)));
}

async function draw(link) {
  $('qr').hidden = !link;
  if (!link || drawn === link) return;
  drawn = link;
  const { rows } = await api.qr(link);
  let path = '';
  rows.forEach((row, y) => [...row].forEach((dark, x) => { if (dark === '1') path += `M${x} ${y}h1v1h-1z`; }));
  const code = document.createElementNS(SVG, 'path');
  code.setAttribute('d', path);
  const side = rows.length + 2 * MARGIN;
  $('qr-code').setAttribute('viewBox', `${-MARGIN} ${-MARGIN} ${side} ${side}`);
  $('qr-code').replaceChildren(code);
}

async function render(request) {
  say($('found-id'), request.request_id);
  const state = request.status + (request.terminal ? ', over' : '');
  if ($('found-state').dataset.state !== state) {
    $('found-state').dataset.state = state;
    $('found-state').replaceChildren(tag(request.status), el('span', { className: 'soft' }, request.terminal ? ' over' : ''));
  }
  show($('found-fields'), ...fields(request));
  show($('found-links'), ...links(request));
  $('cancel').hidden = request.terminal;
  $('found').hidden = false;
  await draw(request.terminal ? null : request.links?.always);
}

/** @param again whether only what is shown already may have changed */
async function look(id, again) {
  const turn = ++asked;
  current = id;
  if (!again) {
    drawn = '';
    $('found').hidden = true;
    say($('found-note'), 'Looking …');
  }
  try {
    const request = await api.request(id);
    if (turn !== asked) return;
    if (!again) say($('found-note'), '');
    await render(request);
    if (!again) $('found-id').focus();
  } catch (failure) {
    if (turn !== asked) return;
    if (failure instanceof api.Refused) { refused(failure); return; }
    if (failure.status === 404) $('found').hidden = true;
    say($('found-note'), failure.status === 404 ? `There is no request ${id}, or it is forgotten.` : `${failure.message} Try again.`);
  }
}

async function cancel() {
  const id = current;
  const asking = 'Asking …';
  say($('found-note'), asking);
  try {
    await api.cancel(id);
    // Its event may have come before the answer, or somebody looks at another request.
    if ($('found-note').textContent === asking) say($('found-note'), 'The cancel is on its way; what comes of it is an event.');
  } catch (failure) {
    if (failure instanceof api.Refused) refused(failure);
    else say($('found-note'), `Not cancelled. ${failure.message}`);
  }
}

/** An event has come, maybe of what is shown. */
export function changed(event) {
  if (event.request_id !== current || $('found').hidden) return;
  if (event.cancelled) say($('found-note'), event.type === 'CANCELLED' ? 'It was cancelled.' : `It was not cancelled: ${event.cancelled.reason}.`);
  clearTimeout(timer);
  timer = setTimeout(() => look(current, true), SOON);
}

function fromAddress() {
  const id = new URLSearchParams(location.hash.slice(1)).get('request');
  if (!id) return;
  $('id').value = id;
  look(id, false);
}

/** @param to is told when the token is no longer good */
export function begin(to) {
  refused = to;
  $('find').onsubmit = submit => {
    submit.preventDefault();
    const id = $('id').value.trim();
    const hash = '#request=' + encodeURIComponent(id);
    if (location.hash === hash) look(id, false); else location.hash = hash;
  };
  addEventListener('hashchange', fromAddress);
  $('cancel').onclick = () => {
    say($('sure-id'), current);
    $('sure').returnValue = '';
    $('sure').showModal();
  };
  $('sure').onclose = () => { if ($('sure').returnValue === 'cancel') cancel(); };
}

export const resume = fromAddress;

export function clear() {
  asked++;
  current = null;
  $('found').hidden = true;
  say($('found-note'), '');
}
