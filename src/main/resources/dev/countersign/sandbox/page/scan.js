// There is no camera here: links are pasted, pictures of QR codes are dropped, pasted or chosen.

import { $, note } from './dom.js';

const LARGEST_SIDE = 1200;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

let found = () => {};

export function scanning(onUuid) {
  found = onUuid;
  $('link-form').addEventListener('submit', e => {
    e.preventDefault();
    read($('link').value);
  });
  $('picture').addEventListener('change', () => {
    picture($('picture').files[0]);
    $('picture').value = '';
  });
  const finder = $('finder');
  document.addEventListener('dragover', e => { e.preventDefault(); finder.classList.add('over'); });
  document.addEventListener('dragleave', () => finder.classList.remove('over'));
  document.addEventListener('drop', e => {
    e.preventDefault();
    finder.classList.remove('over');
    given(e.dataTransfer);
  });
  document.addEventListener('paste', e => {
    if (e.target instanceof HTMLInputElement && !e.clipboardData.files.length) return;
    e.preventDefault();
    given(e.clipboardData);
  });
}

function given(transfer) {
  if (transfer.files.length) picture(transfer.files[0]);
  else read(transfer.getData('text/plain'));
}

function read(text) {
  const uuid = UUID.exec(text);
  if (!uuid) {
    note(text.trim() ? 'There is no uuid of a request in “' + text.trim().slice(0, 80) + '”.' : 'Paste the link of a request first.');
    return;
  }
  $('link').value = '';
  found(uuid[0].toLowerCase());
}

// Any format that the browser can show; the sandbox gets the brightness of each pixel.
async function picture(file) {
  if (!file) return;
  try {
    const bitmap = await createImageBitmap(file).catch(() => { throw new Error('“' + file.name + '” is no picture that this browser can read.'); });
    const scale = Math.min(1, LARGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale)), height = Math.max(1, Math.round(bitmap.height * scale));
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0, width, height);
    const rgba = context.getImageData(0, 0, width, height).data, grey = new Uint8Array(width * height);
    for (let i = 0; i < grey.length; i++) grey[i] = (rgba[4 * i] * 3 + rgba[4 * i + 1] * 6 + rgba[4 * i + 2]) / 10;
    const answer = await fetch('/sandbox/scan?width=' + width, { method: 'POST', body: grey });
    const json = await answer.json();
    if (!answer.ok) throw new Error(json.error.message);
    read(json.text);
  } catch (e) { note(e.message); }
}
