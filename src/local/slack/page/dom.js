const SVG = 'http://www.w3.org/2000/svg';
const drawn = new WeakMap();

/**
 * Makes an element: `h('button.round.list', { onclick }, 'Text')`. Attributes may be left out; `on…` are listeners. Text is
 * always text, never markup.
 */
export function h(name, ...rest) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  const attributes = rest[0]?.constructor === Object ? rest.shift() : {};
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  if (classes.length) element.classList.add(...classes);
  append(element, rest);
  return element;
}

/** Creates the picture of a person or bot, by id; `size` is `.small` or nothing. */
export function avatar(id, size = '') {
  return h(`img.avatar${size}`, { src: `/playground/avatars/${id}.svg`, alt: '' });
}

/** Makes an element of SVG. */
export function svg(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** Creates one of the ICONS as an SVG in the colour of the text around it. */
export function icon(name) {
  const drawing = svg('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true', class: 'icon' });
  drawing.append(svg('path', { d: ICONS[name] }));
  return drawing;
}

/**
 * Makes the children of an element those of the list `{key, signature, draw}`. A child whose signature is as before stays
 * untouched, so pictures do not flicker and a field keeps what is being typed; focus returns to a control that was redrawn.
 */
export function reconcile(parent, entries) {
  const before = new Map(
    [...parent.children].flatMap((child) => (drawn.has(child) ? [[drawn.get(child).key, child]] : [])),
  );
  const focused = parent.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
  const children = entries.map(({ key, signature, draw }) => {
    const known = before.get(key);
    if (known && drawn.get(known).signature === signature) return known;
    const child = draw(known);
    drawn.set(child, { key, signature });
    return child;
  });
  const kept = new Set(children);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  children.forEach((child, index) => {
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
  });
  if (focused && document.activeElement?.dataset.focus !== focused)
    findFocus(parent, focused)?.focus({ preventScroll: true });
}

/** Replaces the children of an element; undefined, null and false are left out. Returns the element. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

let counter = 0;

/** Returns an id that no other element has. */
export function freshId(word) {
  counter += 1;
  return `${word}-${counter}`;
}

function append(element, children) {
  for (const child of children.flat(Number.POSITIVE_INFINITY)) {
    if (child !== undefined && child !== null && child !== false) element.append(child);
  }
}

function findFocus(parent, key) {
  return [...parent.querySelectorAll('[data-focus]')].find((element) => element.dataset.focus === key);
}

const ICONS = {
  hash: 'M7.5 3 6 17M14 3l-1.500 14M3.500 7h13.500M3 13h13.500',
  lock: 'M5.500 9h9a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1ZM7 9V6a3 3 0 0 1 6 0v3',
  home: 'M3 9.500 10 3.500l7 6M5 8.500V16.500h10V8.500M8.500 16.500V12h3v4.500',
  message: 'M3.500 4.500h13v9h-7l-3.500 3v-3h-2.500Z',
  close: 'M5 5l10 10M15 5 5 15',
  down: 'M5.500 8 10 12.500 14.500 8',
  more: 'M4.500 10h.01M10 10h.01M15.500 10h.01',
  send: 'M3.500 16.500 17 10 3.500 3.500l2 6.500ZM5.500 10H17',
  idea: 'M7.500 14.500h5M8 17h4M10 3a5 5 0 0 1 3 9v1H7v-1a5 5 0 0 1 3-9Z',
  eye: 'M2.500 10S5 5 10 5s7.500 5 7.500 5-2.500 5-7.500 5-7.500-5-7.500-5ZM10 8a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z',
  check: 'M4.500 10.500 8.500 14.500 15.500 6',
  alert: 'M10 3.500 18 16.500H2ZM10 8.500v3.500M10 14.250h.01',
  menu: 'M3.500 5.500h13M3.500 10h13M3.500 14.500h13',
  people:
    'M7 10a3 3 0 1 1 0-6 3 3 0 0 1 0 6ZM2 16.500a5 5 0 0 1 10 0M13.500 4.500a3 3 0 0 1 0 5.500M14.500 12a5 5 0 0 1 3.500 4.500',
  bolt: 'M11 2.500 4.500 11.500h4.500l-1 6 6.500-9h-4.500Z',
  file: 'M5.500 3h6l3 3v11h-9ZM11.500 3v3h3',
};
