// The fleet as the workers tell it: who there is, what becomes of requests, and the budgets.
import { $, count, el, moment, say, show } from './dom.js';

const STEPS = [['CREATED', 'Created'], ['OPENED', 'Opened'], ['SIGNED', 'Signed'], ['SETTLED', 'Settled']];
const ELSE = [['REJECTED', 'rejected'], ['EXPIRED', 'expired'], ['CANCELLED', 'cancelled'], ['ABANDONED', 'abandoned'],
  ['FAILED', 'failed'], ['SETTLEMENT_FAILED', 'not settled'], ['SETTLEMENT_UNKNOWN', 'settlement unknown']];

/** 0, 1, 2, 5 as "0–2, 5". */
function ranges(numbers) {
  const parts = [];
  for (const number of numbers) {
    const last = parts.at(-1);
    if (last && last[1] === number - 1) last[1] = number; else parts.push([number, number]);
  }
  return parts.map(([from, to]) => from === to ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from}–${to}`).join(', ');
}

function bar(part, tone) {
  const filled = el('span', { className: 'filled ' + tone });
  filled.style.width = `${Math.round(1000 * Math.min(1, Math.max(0, part))) / 10}%`;
  return el('span', { className: 'bar', 'aria-hidden': 'true' }, filled);
}

const cell = (label, kind, ...children) => el('td', { role: 'cell', 'data-label': label, className: kind }, ...children);
const number = value => value === undefined ? '–' : value.toLocaleString();

/** All names of a fleet begin with the fleet's. */
const short = (name, fleet) => name.startsWith(fleet + '-') ? name.slice(fleet.length + 1) : name;

function worker(one, fleet) {
  const state = one.silence ? ['bad', 'silent'] : one.ready ? ['good', 'ready'] : ['wait', 'not ready'];
  return el('tr', { role: 'row' },
    el('th', { role: 'rowheader', scope: 'row' },
      el('span', { className: 'mono name', title: one.url }, short(one.name, fleet)), ' ',
      el('span', { className: 'tag ' + state[0] }, state[1]),
      one.this ? el('span', { className: 'soft' }, ' this one') : null),
    cell('Partitions', 'mono', one.partitions.length ? ranges(one.partitions) : 'none'),
    cell('Requests', 'number', number(one.requests)),
    cell('Waiting', 'number', number(one.waiting)),
    cell('Sockets', 'number', number(one.sockets)),
    cell('Version', '', one.version ?? '–'),
    cell('Since', '', one.started_at ? moment(one.started_at) : '–'));
}

function funnel(application) {
  const events = application.events;
  const created = events.CREATED ?? 0;
  const steps = STEPS.filter(([type]) => type !== 'SETTLED' || events.SETTLED);
  const rest = ELSE.filter(([type]) => events[type]);
  if (!Object.values(events).some(many => many > 0)) {
    return el('div', { className: 'app' }, el('h3', {}, application.name), el('p', { className: 'soft' }, 'Nothing yet.'));
  }
  return el('div', { className: 'app' },
    el('h3', {}, application.name),
    el('ol', { className: 'steps' }, ...steps.map(([type, name]) => {
      const many = events[type] ?? 0;
      const part = created ? many / created : 0;
      return el('li', {},
        el('span', {}, name), bar(part, type === 'SIGNED' || type === 'SETTLED' ? 'good' : 'even'),
        el('span', { className: 'number' }, many.toLocaleString()),
        el('span', { className: 'number soft' }, type !== 'CREATED' && created && part <= 1 ? `${Math.round(100 * part)} %` : ''));
    })),
    el('p', { className: 'soft' }, rest.length ? rest.map(([type, name]) => `${events[type].toLocaleString()} ${name}`).join(' · ') : 'None has ended otherwise.'));
}

function minute(name, { limit, used = 0 }) {
  return el('li', {},
    el('span', {}, name),
    limit === undefined ? null : bar(used / limit, used >= limit ? 'wait' : 'even'),
    limit === undefined ? el('span', { className: 'whole' }, `${used}; the limit is not told yet`) : el('span', { className: 'number wide' }, `${used} of ${limit}`));
}

function budget(application) {
  const { HIGH, NORMAL, LOW } = application.waiting;
  const all = HIGH + NORMAL + LOW;
  const stopped = application.stopped;
  return el('div', { className: 'app' },
    el('h3', {}, application.name, ' ', stopped ? el('span', { className: 'tag bad' }, stopped.reason === 'PAUSED' ? 'paused' : 'not called') : null),
    stopped ? el('p', { className: 'trouble' }, stopped.message, ...(stopped.until ? [' (until ', moment(stopped.until), ')'] : [])) : null,
    el('ul', { className: 'steps' }, minute('Creates', application.creates), minute('All calls', total(application))),
    el('p', { className: 'soft' }, all === 0 ? 'Nothing waits.'
      : `${all.toLocaleString()} waiting: ${HIGH.toLocaleString()} high, ${NORMAL.toLocaleString()} normal, ${LOW.toLocaleString()} low`));
}

/** The platform counts creates among the calls, too. */
const total = ({ creates, calls }) => ({ limit: calls.limit, used: (calls.used ?? 0) + (creates.used ?? 0) });

/** What several workers say is said once. */
function reasons(fleet) {
  const who = new Map();
  const say = (one, what) => who.set(what, [...who.get(what) ?? [], short(one.name, fleet.fleet)]);
  for (const one of fleet.workers) {
    if (one.silence) say(one, `does not answer: ${one.silence}`);
    for (const reason of one.reasons ?? []) say(one, reason);
  }
  const all = [...who].map(([what, names]) => [el('b', {}, names.join(', ')), ' ' + what]);
  return fleet.note ? [[fleet.note], ...all] : all;
}

function headline(fleet) {
  const ready = fleet.workers.filter(one => one.ready).length;
  const all = fleet.workers.length;
  if (fleet.note) return 'This worker cannot see its fleet';
  if (ready === all) return all === 1 ? 'The worker is ready' : all === 2 ? 'Both workers are ready' : `All ${all} workers are ready`;
  return ready === 0 ? (all === 1 ? 'The worker is not ready' : 'No worker is ready') : `${ready} of ${all} workers are ready`;
}

export function showFleet(fleet) {
  const sum = name => fleet.workers.reduce((all, one) => all + (one[name] ?? 0), 0);
  say($('fleet-name'), fleet.fleet);
  say($('headline'), headline(fleet));
  say($('subline'), [count(sum('requests'), 'request') + ' remembered', `${sum('waiting').toLocaleString()} waiting`,
    count(sum('sockets'), 'socket'), count(sum('dead_letters'), 'dead letter') + ' written'].join(' · '));
  show($('reasons'), ...reasons(fleet).map(reason => el('li', {}, ...reason)));
  show($('workers'), ...fleet.workers.map(one => worker(one, fleet.fleet)));
  $('unowned').hidden = fleet.unowned.length === 0;
  say($('unowned'), `Nobody has ${fleet.unowned.length === 1 ? 'partition' : 'partitions'} ${ranges(fleet.unowned)} of ${fleet.partitions} now.`);
  show($('funnel'), ...fleet.applications.map(funnel));
  show($('budget'), ...fleet.applications.map(budget));
  show($('since'), 'Events counted by each worker since it started', ...(fleet.counted_since ? [', the first of them at ', moment(fleet.counted_since)] : []), '.');
  document.title = `${headline(fleet)} – ${fleet.fleet}`;
}
