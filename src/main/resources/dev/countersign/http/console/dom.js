// Small helpers. Texts become text nodes and nothing else, so what others wrote is never markup.

export const $ = id => document.getElementById(id);

export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name in element && name !== 'role') element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child !== undefined && child !== null));
  return element;
}

/** Replaces what is shown only if it is something else: what has the focus keeps it. */
export function show(parent, ...children) {
  const fresh = el(parent.tagName.toLowerCase(), {}, ...children);
  if (fresh.innerHTML !== parent.innerHTML) parent.replaceChildren(...fresh.childNodes);
}

export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const TIME = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const DAY = new Intl.DateTimeFormat([], { day: 'numeric', month: 'short' });

/** The time of day, with the day if that is not today's. */
export function moment(text) {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return document.createTextNode(String(text));
  const today = at.toDateString() === new Date().toDateString();
  return el('time', { dateTime: text, title: text }, (today ? '' : DAY.format(at) + ', ') + TIME.format(at));
}

export const count = (number, one, many = one + 's') => `${number.toLocaleString()} ${number === 1 ? one : many}`;

const GOOD = ['SIGNED', 'SETTLED'];
const BAD = ['REJECTED', 'FAILED', 'SETTLEMENT_FAILED'];
const WAIT = ['DEFERRED', 'EXPIRED', 'CANCELLED', 'CANCELLED_AHEAD', 'CANCEL_REFUSED', 'ABANDONED', 'SETTLEMENT_UNKNOWN', 'WAITING'];

/** A type of event or a state of a request, coloured by what it means. */
export function tag(type) {
  const tone = GOOD.includes(type) ? 'good' : BAD.includes(type) ? 'bad' : WAIT.includes(type) ? 'wait' : 'even';
  return el('span', { className: 'tag ' + tone }, type.replaceAll('_', ' ').toLowerCase());
}
