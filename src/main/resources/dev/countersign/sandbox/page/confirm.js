// Gestures that nobody makes by accident: slide to the end, or press twice. The second is for
// keyboards, switches and everybody who cannot drag.

const ARMED_FOR = 6000, FAR_ENOUGH = 0.85, A_CLICK = 6;

// Pressing once only arms the button; returns a way to disarm it.
export function twice(button, show, confirmed) {
  let armed = false, timer;
  const set = on => {
    clearTimeout(timer);
    armed = on;
    show(on);
    if (on) timer = setTimeout(() => set(false), ARMED_FOR);
  };
  button.addEventListener('click', () => {
    if (button.dataset.dragged) return;
    if (!armed) { set(true); return; }
    set(false);
    confirmed();
  });
  button.addEventListener('keydown', e => {
    if (e.repeat && (e.key === 'Enter' || e.key === ' ')) e.preventDefault();
    if (armed && e.key === 'Escape') { e.stopPropagation(); set(false); }
  });
}

export function slide(track, thumb, show, confirmed) {
  twice(thumb, show, confirmed);
  let start = null, length = 0;
  const move = x => track.style.setProperty('--at', x + 'px');
  thumb.addEventListener('pointerdown', e => {
    if (thumb.disabled || e.button !== 0) return;
    delete thumb.dataset.dragged;
    start = e.clientX;
    length = track.clientWidth - thumb.offsetWidth - 2 * thumb.offsetLeft;
    thumb.setPointerCapture(e.pointerId);
    track.classList.add('dragging');
  });
  thumb.addEventListener('pointermove', e => {
    if (start === null) return;
    const by = Math.min(length, Math.max(0, e.clientX - start));
    if (by > A_CLICK) thumb.dataset.dragged = 'yes';
    move(by);
  });
  const end = e => {
    if (start === null) return;
    const by = e.clientX - start, far = e.type === 'pointerup' && by >= length * FAR_ENOUGH;
    start = null;
    track.classList.remove('dragging');
    move(far ? length : 0);
    // The click of this drag comes after it and is none.
    setTimeout(() => { delete thumb.dataset.dragged; }, 0);
    if (far) confirmed();
  };
  thumb.addEventListener('pointerup', end);
  thumb.addEventListener('pointercancel', end);
}
