// Asks for the token, then shows what this worker knows of its fleet for as long as somebody looks.
import { $, say } from './dom.js';
import * as api from './api.js';
import * as events from './events.js';
import * as request from './request.js';
import { showFleet } from './fleet.js';

const PACE = 3_000;
// A tab that nobody looks at costs the worker nothing after that.
const HIDDEN_FOR = 30_000;

let unfollow = null, timer, sleeping;

function view(name) {
  for (const one of ['unset', 'gate', 'desk']) $(one).hidden = one !== name;
  $('forget').hidden = name !== 'desk';
}

function gate(why) {
  rest();
  api.forget();
  events.clear();
  request.clear();
  say($('fleet-name'), '');
  say($('wire'), '');
  document.title = 'Countersign';
  view('gate');
  say($('refused'), why);
  $('token').value = '';
  $('token').focus();
}

const refused = failure => gate(failure.message);

async function look() {
  clearTimeout(timer);
  try {
    const fleet = await api.fleet();
    // It may have been forgotten meanwhile.
    if (!api.hasToken()) return false;
    showFleet(fleet);
    say($('wire'), '');
  } catch (failure) {
    if (!api.hasToken()) return false;
    if (failure instanceof api.Refused) { refused(failure); return false; }
    say($('wire'), failure.message + ' Trying again …');
  }
  timer = setTimeout(look, PACE);
  return true;
}

function watch() {
  if (unfollow) return;
  unfollow = api.follow({ heard: events.heard, lost: events.lost, refused });
}

function rest() {
  clearTimeout(timer);
  if (unfollow) unfollow();
  unfollow = null;
}

async function open(entered) {
  if (!await look()) return;
  view('desk');
  watch();
  request.resume();
  if (entered && !location.hash) $('headline').focus();
}

addEventListener('visibilitychange', () => {
  clearTimeout(sleeping);
  if (!api.hasToken()) return;
  if (document.hidden) sleeping = setTimeout(rest, HIDDEN_FOR);
  else if (!unfollow) { look(); watch(); }
});

$('enter').onsubmit = submit => {
  submit.preventDefault();
  say($('refused'), '');
  api.keep($('token').value.trim());
  open(true);
};
$('forget').onclick = () => gate('');

events.begin(request.changed);
request.begin(refused);
if (document.body.dataset.token === 'missing') view('unset');
else if (api.hasToken()) open(false);
else { view('gate'); $('token').focus(); }
