// Elements without markup in strings, so that nothing a request says can become markup.

export const $ = id => document.getElementById(id);

export function el(tag, props = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) e.addEventListener(name.slice(2), value);
    else if (name in e && name !== 'list' && name !== 'href') e[name] = value;
    else e.setAttribute(name, value === true ? '' : value);
  }
  e.append(...children.filter(c => c !== null && c !== undefined && c !== false));
  return e;
}

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', '#i-' + name);
  svg.append(use);
  return svg;
}

// Fills a list, but touches only the entries that changed: focus and scrolling stay where they are.
export function fill(list, items, key, render) {
  const wanted = new Set(items.map(key)), old = new Map();
  for (const e of [...list.children]) {
    if (wanted.has(e.dataset.key)) { old.set(e.dataset.key, e); continue; }
    const focused = e.contains(document.activeElement);
    e.remove();
    if (focused) list.closest('section').querySelector('h1').focus();
  }
  let place = list.firstElementChild;
  for (const item of items) {
    const id = key(item), text = JSON.stringify(item);
    let e = old.get(id);
    if (!e || e.dataset.shows !== text) {
      const fresh = render(item), focused = e && e.contains(document.activeElement);
      fresh.dataset.key = id;
      fresh.dataset.shows = text;
      if (e) e.replaceWith(fresh);
      if (e && e === place) place = fresh;
      if (focused) fresh.querySelector('a, button')?.focus();
      e = fresh;
    }
    if (e === place) place = e.nextElementSibling;
    else list.insertBefore(e, place);
  }
}

export function avatar(name) {
  const initials = name.trim().split(/\s+/).slice(0, 2).map(w => [...w][0]).join('').toUpperCase();
  const e = el('span', { className: 'avatar' }, initials || '?');
  e.setAttribute('aria-hidden', 'true');
  let hash = 7;
  for (const c of name) hash = (hash * 31 + c.codePointAt(0)) % 360;
  e.style.setProperty('--hue', hash);
  return e;
}

// Short values stand beside their label, long ones below it.
export const rows = fields => fields.map(([label, what, more]) => {
  const short = !more && what.length <= 34 && !what.includes('\n');
  return el('div', { className: short ? 'short' : '' }, el('dt', {}, label), el('dd', {},
    el('span', { className: /^\S{26,}$/.test(what) ? 'mono' : '' }, what), more && el('span', { className: 'soft more' }, more)));
});

let fading;
export function note(text, kind = 'bad') {
  const e = $('note');
  e.textContent = text;
  e.className = kind;
  clearTimeout(fading);
  fading = setTimeout(() => { e.textContent = ''; }, 7000);
}

export async function post(path, body) {
  let answer;
  try {
    answer = await fetch('/sandbox/' + path, {
      method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
  } catch {
    throw new Error('The sandbox does not answer. Is it still running?');
  }
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error.message);
  return json;
}
