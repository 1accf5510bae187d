// The lists of the phone: requests, history, codes nearby, applications, people.

import { $, avatar, el, fill, note, post } from './dom.js';
import { clockSpeed, now, secondsLeft, standing } from './live.js';
import { headline, left, shorter } from './readable.js';
import { twice } from './confirm.js';

const byUuid = p => p.uuid;
let place = name => '#' + name;

export function showLists(state, href) {
  place = href;
  const requests = state.pending;
  fill($('pending'), requests.map(shown), byUuid, p => card(p));
  fill($('history'), state.history.map(shown), byUuid, p => card(p, ended(p)));
  fill($('nearby'), state.nearby.map(shown), byUuid, p => card(p));
  fill($('apps'), state.applications, a => a.key, a => application(a, state));
  fill($('people'), state.people.map(name => ({ name, me: name === state.name })), p => p.name, person);
  fill($('messages'), state.notifications, m => String(m.number), message);
  $('messages-part').hidden = state.notifications.length === 0;
  $('no-pending').hidden = requests.length > 0;
  $('no-history').hidden = state.history.length > 0;
  $('no-nearby').hidden = state.nearby.length > 0;
  $('no-apps').hidden = state.applications.length > 0;
  $('apps-note').hidden = state.applications.length === 0;
  const waiting = requests.filter(p => standing(p).look === 'new').length;
  $('badge').hidden = !waiting;
  $('badge').textContent = waiting || '';
  document.title = (waiting ? '(' + waiting + ') ' : '') + state.name + ' · Sandbox phone';
}

export function showPeople(names) {
  fill($('people'), names.map(name => ({ name, me: false })), p => p.name, person);
}

// What a card shows and nothing else, so that it is made anew only when that changes.
const shown = p => ({ uuid: p.uuid, what: headline(p), app: p.application.name, expires_at: p.expires_at,
  resolved_at: p.resolved_at, result: p.dispatched_result, standing: standing(p) });

function card(p, when) {
  return el('li', {},
    el('a', { className: 'card', href: place('request', p.uuid) },
      avatar(p.app),
      el('span', { className: 'what' }, el('b', {}, p.what), el('span', { className: 'soft' }, p.app)),
      el('span', { className: 'state' },
        el('span', { className: 'tag ' + p.standing.look }, p.standing.word),
        when || el('span', { className: 'soft', 'data-expires': p.expires_at }, left(secondsLeft(p))))));
}

const ended = p => {
  const at = new Date(p.resolved_at || p.expires_at);
  const today = new Date(now()).toDateString() === at.toDateString();
  const text = today ? at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }) : at.toLocaleDateString();
  return el('time', { className: 'soft', dateTime: at.toISOString() }, p.result && p.result !== 'tesSUCCESS' ? p.result : text);
};

// What an xApp pushed. There is no xApp behind it to be opened here, so it unfolds to what was sent along.
function message(m) {
  const at = new Date(m.time);
  return el('li', {}, el('details', {},
    el('summary', { className: 'message' }, avatar(m.application),
      el('span', { className: 'what' }, el('b', {}, m.application), m.subtitle && el('span', {}, m.subtitle), m.body && el('span', { className: 'soft' }, m.body)),
      el('span', { className: 'state' }, m.silent && el('span', { className: 'tag soft' }, 'Silent'),
        el('time', { className: 'soft', dateTime: at.toISOString() }, at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })))),
    m.event && el('p', {}, el('a', { href: place('request', m.event) }, 'The event as a request')),
    m.data ? el('pre', {}, JSON.stringify(m.data, null, 2)) : el('p', { className: 'soft' }, 'Nothing was sent along.')));
}

function application(app, state) {
  const button = el('button', { type: 'button', className: 'danger small' }, 'Revoke');
  const spoken = armed => button.setAttribute('aria-label', (armed ? 'Press again to revoke' : 'Revoke') + ' the permission of ' + app.name);
  spoken(false);
  twice(button, armed => { button.textContent = armed ? 'Press again' : 'Revoke'; button.classList.toggle('armed', armed); spoken(armed); },
    async () => {
      try {
        await post('people/' + encodeURIComponent(state.name) + '/revoke', { application: app.key });
        note(app.name + ' can no longer push to ' + state.name + '.', 'good');
        $('h-apps').focus();
      } catch (e) { note(e.message); }
    });
  return el('li', { className: 'card' }, avatar(app.name),
    el('span', { className: 'what' }, el('b', {}, app.name), el('span', { className: 'soft mono' }, shorter(app.key))), button);
}

function person({ name, me }) {
  return el('li', {},
    el('a', { className: 'card', href: '#person=' + encodeURIComponent(name), 'aria-current': me && 'true' }, avatar(name),
      el('span', { className: 'what' }, el('b', {}, name)),
      me && el('span', { className: 'tag good' }, 'this phone')));
}

// Once a second: countdowns and the clock.
export function tick() {
  for (const e of document.querySelectorAll('[data-expires]'))
    e.textContent = left(Math.floor((Date.parse(e.dataset.expires) - now()) / 1000));
  const moment = new Date(now());
  $('clock').textContent = moment.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  $('clock').dateTime = moment.toISOString();
  $('caption-clock').textContent = moment.toISOString().replace('T', ' ').replace(/\.\d+Z/, ' UTC')
    + (clockSpeed() === 1 ? '' : ', ' + clockSpeed() + ' × real time');
}
