import { drawBlocks } from './block.js';
import { call } from './client.js';
import { fill, freshId, h, icon } from './dom.js';
import { plainText } from './mrkdwn.js';
import { surfaceOf } from './surface.js';

let open;

/** Shows the person's open modal, or closes the one shown. Fields keep what is typed while the view stays the same. */
export function drawModal(store) {
  const [view] = store.modals;
  if (!view) {
    open?.dialog.close();
    open = undefined;
    return;
  }
  if (open?.id !== view.id) {
    open?.dialog.close();
    open = create(store, view);
    update(store, view);
    open.body.querySelector('input, textarea, button')?.focus({ preventScroll: true });
  }
  update(store, view);
}

function create(store, view) {
  const heading = freshId('title');
  const [body, title, footer] = [h('div.body'), h('h2', { id: heading }), h('footer')];
  const trouble = h('p.error', { role: 'alert' });
  const close = { type: 'button', 'aria-label': 'Close', onclick: () => dismiss(store) };
  const form = h(
    'form',
    { method: 'dialog', novalidate: true, onsubmit: (event) => submit(event, store) },
    h('header', title, h('button.round', close, icon('close'))),
    body,
    trouble,
    footer,
  );
  const dialog = h('dialog.modal', { 'aria-labelledby': heading }, form);
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    dismiss(store);
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return { id: view.id, dialog, title, body, footer, trouble, errors: {}, busy: false };
}

function update(store, view) {
  fill(open.title, plainText(view.title));
  drawBlocks(open.body, view.blocks, {
    ...surfaceOf(store, { view: view.id, values: view.values }),
    errors: open.errors,
  });
  const close = view.close ? plainText(view.close) : 'Cancel';
  const state = { class: open.busy ? 'busy' : '', disabled: open.busy };
  fill(
    open.footer,
    h('button.button', { type: 'button', onclick: () => dismiss(store) }, close),
    view.submit && h('button.button.primary', { type: 'submit', ...state }, plainText(view.submit)),
  );
}

async function submit(event, store) {
  event.preventDefault();
  const form = open;
  form.busy = true;
  store.redraw();
  const answer = await call('submit', { person: store.me, view: form.id, values: store.drafts.get(form.id) ?? {} });
  form.busy = false;
  form.errors = answer.errors ?? {};
  fill(form.trouble, answer.ok || answer.errors ? '' : 'The app did not answer. Please try again.');
  if (answer.ok) store.drafts.delete(form.id);
  store.redraw();
  form.body.querySelector('[aria-invalid=true]')?.focus();
}

function dismiss(store) {
  store.drafts.delete(open.id);
  call('close', { person: store.me, view: open.id });
}
