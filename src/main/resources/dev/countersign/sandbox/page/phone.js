// Whose phone, which view, and what just arrived. All of it is in the address, behind the #.

import { $, avatar, el, note, post } from './dom.js';
import { current, follow, listen } from './live.js';
import { headline, shorter } from './readable.js';
import { showLists, showPeople, tick } from './lists.js';
import { forget, load, show } from './request.js';
import { scanning } from './scan.js';

const LAST = 'countersign-person', BANNER_FOR = 9000;
let route = {}, loaded = null, loading = null, banner;

const place = (person, view, payload) => '#' + new URLSearchParams(
  Object.entries({ person, view: view === 'requests' || view === 'request' ? '' : view, payload }).filter(([, v]) => v));
const href = (view, payload) => place(route.person, view, payload);

function read() {
  const given = new URLSearchParams(location.hash.slice(1));
  const payload = given.get('payload') || '';
  const view = document.querySelector('[data-view="' + CSS.escape(given.get('view') || '') + '"]');
  return { person: (given.get('person') || '').trim(), payload,
    view: payload && !view ? 'request' : view ? view.dataset.view : 'requests' };
}

async function go() {
  const before = route;
  route = read();
  if (!route.person) {
    const { people } = await fetch('/sandbox/people').then(r => r.json()).catch(() => ({ people: [] }));
    const last = localStorage.getItem(LAST);
    if (route.view !== 'people' && people.includes(last)) {
      location.replace(place(last, route.view, route.payload));
      return;
    }
    showPeople(people);
    view('people');
    $('h-people').focus();
    return;
  }
  localStorage.setItem(LAST, route.person);
  follow(route.person);
  identity();
  const moved = before.view !== route.view || before.person !== route.person || before.payload !== route.payload;
  if (route.payload !== loaded) { loaded = null; forget(); }
  view(route.view);
  if (moved) $('banner').replaceChildren();
  if (moved && before.view && route.view !== 'request') $('h-' + route.view)?.focus();
  if (current()) shown();
}

function view(name) {
  for (const section of document.querySelectorAll('[data-view]')) section.hidden = section.dataset.view !== name;
  for (const link of document.querySelectorAll('[data-go]')) {
    link.href = href(link.dataset.go);
    if (link.closest('nav')) link.dataset.go === name ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
  }
  $('back').href = href('requests');
  $('tabs').hidden = $('airplane').hidden = $('who').hidden = !route.person;
  $('phone').dataset.shows = name;
  document.querySelector('main').scrollTop = 0;
}

function identity() {
  const state = current();
  $('who').replaceChildren(avatar(route.person), el('span', {}, el('b', {}, route.person, el('span', { className: 'unseen' }, "'s phone")),
    el('span', { className: 'mono soft' }, state ? shorter(state.account) : '…')), el('span', { className: 'switch soft' }, 'Switch'));
  $('who').href = place(route.person, 'people');
  $('caption-title').textContent = route.person + "'s phone";
  $('caption-account').textContent = state ? state.account : '';
}

async function shown() {
  const state = current();
  if (!state || state.name !== route.person) return;
  showLists(state, href);
  $('airplane').setAttribute('aria-pressed', state.airplane);
  $('phone').classList.toggle('offline', state.airplane);
  if (state.airplane) $('wire').textContent = 'Offline';
  else if ($('wire').textContent === 'Offline') $('wire').textContent = '';
  if (route.view !== 'request') return;
  const wanted = route.payload;
  if (loaded !== wanted && loading !== wanted) {
    loading = wanted;
    try {
      await load(wanted);
      loaded = wanted;
    } catch (e) {
      note(e.message);
      location.replace(href('requests'));
      return;
    } finally { loading = null; }
  }
  if (loaded === route.payload) show(loaded);
}

function arrived(state, before) {
  if (!before) { identity(); return; }
  const known = new Set([...before.pending, ...before.history].map(p => p.uuid));
  const told = new Set(before.notifications.map(m => m.number));
  const messages = state.notifications.filter(m => !told.has(m.number) && !m.silent);
  const events = new Set(state.notifications.map(m => m.event));
  const pushed = state.pending.filter(p => p.pushed_to === state.name && !known.has(p.uuid) && !events.has(p.uuid));
  const arrivals = [
    ...pushed.map(p => ({ app: p.application.name, what: [headline(p)], to: href('request', p.uuid), at: p.created_at })),
    ...messages.map(m => ({ app: m.application, what: [m.subtitle, m.body].filter(Boolean), to: href('requests'), at: m.time })),
  ].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (arrivals.length) announce(arrivals[0], arrivals.length);
  for (const refusal of state.refused.slice(before.refused.length)) note('Reported too late. ' + refusal);
}

function announce(a, count) {
  clearTimeout(banner);
  const more = count > 1 ? ' and ' + (count - 1) + ' more' : '';
  $('banner').replaceChildren(el('a', { className: 'push', href: a.to }, avatar(a.app),
    el('span', { className: 'what' }, el('b', {}, a.app), ...a.what.map((line, i) => el('span', {}, line + (i === a.what.length - 1 ? more : '')))),
    el('span', { className: 'tag new' }, 'Open')));
  const leave = () => {
    if ($('banner').matches(':hover, :focus-within')) banner = setTimeout(leave, BANNER_FOR);
    else $('banner').replaceChildren();
  };
  banner = setTimeout(leave, BANNER_FOR);
}

listen((state, before) => { arrived(state, before); shown(); }, up => {
  $('wire').textContent = up ? '' : 'The sandbox does not answer';
}, () => {
  note('The sandbox was reset. Nobody and nothing from before is there any more.');
  location.hash = place('', 'people');
});
scanning(uuid => {
  if (!route.person) { note('First say whose phone this is.'); return; }
  location.hash = href('request', uuid);
});
$('add').addEventListener('submit', e => {
  e.preventDefault();
  const name = $('name').value.trim();
  if (!name) { $('name').focus(); return; }
  $('name').value = '';
  location.hash = place(name, 'requests', route.payload);
});
$('people').addEventListener('click', e => {
  const link = e.target.closest('a');
  // Somebody came with a request and only had to say who they are.
  if (link && route.payload) { e.preventDefault(); location.hash = link.hash + '&payload=' + route.payload; }
});
$('airplane').addEventListener('click', async () => {
  try {
    await post('people/' + encodeURIComponent(route.person) + '/airplane', { on: !current()?.airplane });
  } catch (e) { note(e.message); }
});
$('banner').addEventListener('click', e => {
  const link = e.target.closest('a');
  $('banner').replaceChildren();
  // It leads to where the person is already: nothing else moves the focus.
  if (link && link.hash === location.hash) $('h-requests').focus();
});
document.addEventListener('keydown', e => {
  if (e.key !== 'Escape') return;
  if ($('banner').children.length) $('banner').replaceChildren();
  else if (route.person && route.view !== 'requests') location.hash = href('requests');
});
addEventListener('hashchange', go);
setInterval(() => {
  tick();
  if (loaded && loaded === route.payload) show(loaded);
}, 1000);
tick();
go();
