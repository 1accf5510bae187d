// The page beside the application's: a QR code, what it asks for, and what becomes of it, live.

import { $, avatar, el, rows } from './dom.js';
import { now, setClock } from './live.js';
import { fields, headline, left, webLink } from './readable.js';

const RECONNECT = 1500, BEFORE_LEAVING = 700;
let request = JSON.parse($('request').textContent), settled = false, opened = request.opened, leaving = false;

const secondsLeft = () => Math.floor((Date.parse(request.expires_at) - now()) / 1000);

function say(text, look = '') {
  $('state').textContent = text;
  document.body.dataset.look = look;
}

function back(url, atOnce) {
  const web = webLink(url);
  if (!web || leaving) return;
  $('return').hidden = false;
  $('return').replaceChildren(el('a', { href: web }, 'Return to ' + new URL(web).host));
  if (!atOnce) return;
  leaving = true;
  setTimeout(() => location.assign(web), BEFORE_LEAVING);
}

function settle(signed, url, atOnce) {
  settled = true;
  $('phone').hidden = true;
  $('left').textContent = '';
  say(signed ? 'Signed' : 'Rejected', signed ? 'good' : 'bad');
  back(url, atOnce);
}

function show(atOnce) {
  setClock(request.clock);
  if (request.resolved) settle(request.signed, request.return_web, atOnce);
  else if (request.cancelled) { say('Withdrawn by ' + request.application.name, 'soft'); $('left').textContent = ''; }
  else if (secondsLeft() <= 0) say(opened ? 'Expired, but it was opened in time and may still be signed' : 'Expired', 'soft');
  else if (opened) say('Opened in the wallet');
  else say(request.pushed_to ? 'Pushed to the phone' : 'Scan with your wallet');
}

// Frames are never repeated: after an expiry or a lost connection the page itself knows more.
async function reread() {
  try {
    const text = await (await fetch(location.pathname)).text();
    request = JSON.parse(new DOMParser().parseFromString(text, 'text/html').getElementById('request').textContent);
    opened ||= request.opened;
    if (!settled) show(true);
  } catch { say('The sandbox does not answer', 'soft'); }
}

function heard({ data }) {
  let frame;
  try { frame = JSON.parse(data); } catch { return; }
  if (!frame || settled) return;
  if ('signed' in frame) { if (frame.payload_uuidv4 === request.uuid) settle(frame.signed, frame.return_url?.web, true); }
  else if (frame.opened) { opened = true; say('Opened in the wallet'); }
  else if (frame.pre_signed) say('Being signed');
  else if (frame.expired) reread();
}

function watch(again) {
  const socket = new WebSocket(location.origin.replace(/^http/, 'ws') + '/sign/' + request.uuid);
  socket.onmessage = heard;
  if (again) socket.onopen = reread;
  socket.onclose = () => { if (!settled) setTimeout(() => watch(true), RECONNECT); };
}

$('title').textContent = headline(request);
$('asker').append(avatar(request.application.name), el('span', {}, el('b', {}, request.application.name), el('span', { className: 'soft' }, ' asks')));
$('instruction').textContent = request.instruction || '';
$('instruction').hidden = !request.instruction;
$('fields').replaceChildren(...rows(fields(request)));
show(false);
if (!settled) watch(false);
setInterval(() => { if (!settled && !request.cancelled) $('left').textContent = left(secondsLeft()); }, 1000);
