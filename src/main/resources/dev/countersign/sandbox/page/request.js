// One request: who asks, what for, and the answer.

import { $, avatar, el, icon, note, post, rows } from './dom.js';
import { current, find, keptFor, secondsLeft, standing } from './live.js';
import { fields, headline, left, webLink } from './readable.js';
import { slide, twice } from './confirm.js';

const RESULTS = ['tesSUCCESS', 'tecUNFUNDED_PAYMENT', 'tecPATH_DRY', 'tecNO_DST', 'tecNO_DST_INSUF_XRP', 'tecDST_TAG_NEEDED', 'tefMAX_LEDGER', 'terQUEUED', 'telFAILED'];
const NETWORKS = ['MAINNET', 'TESTNET', 'DEVNET', 'XAHAU', 'XAHAUTESTNET'];
let shows = '', answered = false;

const mine = action => 'people/' + encodeURIComponent(current().name) + '/' + action;

// Fetches it as a wallet does. What this phone has had before it can show without asking.
export async function load(uuid) {
  const known = find(uuid), state = current();
  const over = known && (known.resolved || known.cancelled || secondsLeft(known) <= 0);
  if (known && (over && state.history.includes(known) || state.airplane && known.loaded)) return;
  if (state.airplane) throw new Error('Airplane mode: this request was not loaded before, so it cannot be opened now.');
  await post(mine('open'), { payload: uuid });
}

export function forget() { shows = ''; $('request').replaceChildren(); }

// Draws it anew only when there is something new: what somebody is typing or sliding stays.
export function show(uuid) {
  const p = find(uuid);
  // On its way: what was asked for is shown once, with its answers.
  if (!p || !p.loaded && current().pending.includes(p) || current().nearby.includes(p)) return;
  const kept = keptFor(uuid), state = current();
  const key = JSON.stringify([p, kept, state.airplane, standing(p).word]);
  if (key === shows) return;
  const first = !shows.includes(uuid), had = document.activeElement?.id;
  shows = key;
  const open = [...$('request').querySelectorAll('details[open]')].map(d => d.id);
  const inputs = [...$('request').querySelectorAll('input, select')].map(i => [i.id, i.checked, i.value]);
  $('request').replaceChildren(...parts(p, kept, state));
  if (!first) {
    for (const id of open) $(id)?.setAttribute('open', '');
    for (const [id, checked, value] of inputs) if ($(id)) Object.assign($(id), { checked, value });
  }
  const verdict = $('verdict');
  if (verdict && answered) { answered = false; verdict.focus(); }
  else if (first || had && !$(had)) $('title').focus();
  else if (had) $(had).focus({ preventScroll: true });
}

function parts(p, kept, state) {
  const over = p.resolved || kept;
  const late = !over && (p.cancelled || secondsLeft(p) <= 0);
  const answerable = !over && (p.loaded || late);
  return [el('div', { className: 'paper' }, ...[
    el('p', { className: 'asker' }, avatar(p.application.name),
      el('span', {}, el('b', {}, p.application.name), el('span', { className: 'soft' }, ' asks ' + state.name))),
    el('h1', { id: 'title', tabIndex: -1 }, headline(p)),
    p.instruction && el('p', { className: 'quote' }, p.instruction),
    over ? outcome(p, kept) : el('p', { className: 'chips' },
      el('span', { className: 'tag ' + standing(p).look }, p.pushed_to === state.name ? 'Pushed to you' : 'Scanned'),
      el('span', { className: 'tag soft' }, p.network),
      late ? el('span', { className: 'tag bad' }, p.cancelled ? 'Withdrawn' : 'Expired')
        : el('span', { className: 'tag soft', 'data-expires': p.expires_at }, left(secondsLeft(p)))),
    late && el('p', { className: 'soft' }, p.cancelled ? 'The application has taken this request back.'
      : p.opened ? 'It was opened in time, so it can still be signed.' : 'It expired before anybody opened it.'),
    meaning(p),
    el('dl', { className: 'fields' }, ...rows(fields(p))),
    el('details', { id: 'raw' }, el('summary', { id: 'raw-summary' }, 'Raw JSON'),
      el('pre', {}, JSON.stringify(p.request_json, null, 2)), el('p', { className: 'mono soft' }, p.uuid)),
    answerable && advanced(p)].filter(Boolean)),
  answerable && answers(p, late)].filter(Boolean);
}

function meaning(p) {
  const text = p.tx_type === 'SignIn' ? 'Proves that the account is yours. Nothing goes to the ledger.'
    : p.multisign ? 'One signature of several: the application collects them and submits.'
    : p.submit ? null : 'Only signed here: the application submits it.';
  return text && el('p', { className: 'soft' }, text);
}

function outcome(p, kept) {
  const { word, look } = standing(p);
  const web = p.return_app && p.return_app === p.return_web ? null : webLink(p.return_app);
  return el('div', { className: 'outcome ' + look },
    el('p', { className: 'verdict', id: 'verdict', tabIndex: -1 }, word),
    kept && el('p', {}, 'Reported once airplane mode is off, however late that is.'),
    p.signed && p.submit && !p.multisign && p.tx_type !== 'SignIn' && el('p', {}, p.dispatched_result
      ? 'The ledger said ' + p.dispatched_result + ' on ' + p.signed_on + '.' : 'Submitted; the result has not come yet.'),
    p.txid && el('p', { className: 'mono' }, p.txid),
    web && el('p', {}, el('a', { className: 'button', href: web, rel: 'noopener', target: '_blank' }, 'Return to ' + new URL(web).host)),
    p.return_app && !web && el('p', { className: 'soft' }, p.return_app === p.return_web
      ? 'The page where this began goes on by itself.' : 'A real wallet would open ' + p.return_app));
}

function advanced(p) {
  return el('details', { id: 'advanced' }, el('summary', { id: 'advanced-summary' }, 'Advanced: sign with a fault'),
    el('div', { className: 'advanced' },
      el('label', { className: 'check' }, el('input', { type: 'checkbox', id: 'late' }),
        el('span', {}, 'Sign late', el('span', { className: 'soft' }, 'although it is withdrawn, or expired unopened'))),
      el('label', { className: 'check' }, el('input', { type: 'checkbox', id: 'lose' }),
        el('span', {}, 'Lose the second report', el('span', { className: 'soft' }, 'signed, but the result never comes'))),
      el('label', { htmlFor: 'result' }, 'What the ledger says'),
      el('input', { id: 'result', list: 'results', placeholder: 'tesSUCCESS', spellcheck: false, autocomplete: 'off' }),
      el('datalist', { id: 'results' }, ...RESULTS.map(r => el('option', { value: r }))),
      el('label', { htmlFor: 'network' }, 'Network of this wallet'),
      el('select', { id: 'network' }, el('option', { value: '' }, 'as requested (' + p.network + ')'), ...NETWORKS.map(n => el('option', { value: n }, n)))));
}

function answers(p, late) {
  const reject = el('button', { type: 'button', id: 'reject', className: 'danger' }, 'Reject');
  const thumb = el('button', { type: 'button', id: 'sign', className: 'thumb' }, icon('thumb'));
  const label = el('span', { className: 'track-label', 'aria-hidden': 'true' });
  const track = el('div', { className: 'track' }, label, thumb);
  const possible = p.may_sign && (!late || p.opened && !p.cancelled);
  const spoken = el('p', { className: 'unseen', role: 'status' });
  const armed = on => {
    spoken.textContent = on ? 'Press again to sign' : '';
    label.textContent = on ? 'Press again' : 'Slide to sign';
    thumb.setAttribute('aria-label', on ? 'Press again to sign' : 'Sign. Slide to the end or press twice');
    track.classList.toggle('armed', on);
  };
  armed(false);
  slide(track, thumb, armed, () => answer('sign', p, body()));
  twice(reject, on => { spoken.textContent = on ? 'Press again to reject' : ''; reject.textContent = on ? 'Press again' : 'Reject'; reject.classList.toggle('armed', on);
    reject.setAttribute('aria-label', on ? 'Press again to reject' : 'Reject. Press twice'); },
    () => answer('reject', p, $('late').checked ? { late: true } : {}));
  reject.setAttribute('aria-label', 'Reject. Press twice');
  const possibleNow = () => { thumb.disabled = !(possible || p.may_sign && $('late').checked); track.classList.toggle('off', thumb.disabled); };
  queueMicrotask(() => { possibleNow(); $('late')?.addEventListener('change', possibleNow); });
  return el('div', { className: 'answers' },
    !p.may_sign && el('p', { className: 'soft' }, 'Only these accounts may sign: ' + (p.signers || []).join(', ')),
    el('div', { className: 'buttons' }, reject, track),
    spoken);
}

function body() {
  const given = {};
  if ($('late').checked) given.late = true;
  if ($('lose').checked) given.lose_dispatch = true;
  if ($('result').value.trim()) given.dispatched_result = $('result').value.trim();
  if ($('network').value) given.network = $('network').value;
  return given;
}

async function answer(action, p, how) {
  answered = true;
  for (const b of [$('sign'), $('reject')]) b.disabled = true;
  try {
    await post(mine(action), { payload: p.uuid, ...how });
  } catch (e) {
    note(e.message);
    answered = false;
    shows = shows.replace(/^/, ' ');
    show(p.uuid);
  }
}
