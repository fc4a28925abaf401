import { BOT, PEOPLE } from '../workspace/demo-people.ts';

const COLOURS = [
  ['#f4b740', '#7a3e12', '#f6d7b8'],
  ['#3f8f8b', '#2b2b33', '#e9b48f'],
  ['#8a63d2', '#1d1a24', '#b97a56'],
  ['#d9607a', '#3a2418', '#8d5a3b'],
] as const;

/** A small drawn portrait of a person or the bot, as an SVG of 64 × 64. */
export function avatar(id: string): string {
  if (id === BOT.id) return frame('#233a6b', OWL);
  const index = PEOPLE.findIndex((person) => person.id === id);
  if (index < 0) return frame('#5b6470', BUBBLE);
  const [ground, hair, skin] = COLOURS[index % COLOURS.length]!;
  return frame(ground, portrait(hair, skin, index));
}

const OWL = `
  <path d="M14 14 L22 20 H42 L50 14 V38 A18 18 0 0 1 14 38 Z" fill="#8fb4f2"/>
  <circle cx="24" cy="30" r="8.5" fill="#fff"/><circle cx="40" cy="30" r="8.5" fill="#fff"/>
  <circle cx="25" cy="31" r="3.6" fill="#142447"/><circle cx="39" cy="31" r="3.6" fill="#142447"/>
  <path d="M29 36 H35 L32 42 Z" fill="#f4b740"/>
  <path d="M24 48 V52 M32 45 V52 M40 42 V52" stroke="#233a6b" stroke-width="4" stroke-linecap="round"/>`;

const BUBBLE = `<path d="M14 18 H50 V42 H30 L20 50 V42 H14 Z" fill="#fff"/>`;

function portrait(hair: string, skin: string, index: number): string {
  const back = index % 2 === 0 ? `<path d="M16 50 V28 A16 16 0 0 1 48 28 V50 Z" fill="${hair}"/>` : '';
  const fringe =
    index % 2 === 0
      ? `<path d="M20 28 A12 12 0 0 1 44 28 Q34 26 30 20 Q27 27 20 28 Z" fill="${hair}"/>`
      : `<path d="M19 29 V24 A13 12 0 0 1 45 24 V29 Q42 22 32 22 Q22 22 19 29 Z" fill="${hair}"/>`;
  return `${back}
  <path d="M10 64 Q12 47 32 47 Q52 47 54 64 Z" fill="#fff" opacity=".92"/>
  <path d="M27 40 H37 V49 Q32 53 27 49 Z" fill="${skin}"/>
  <ellipse cx="32" cy="31" rx="12" ry="13.5" fill="${skin}"/>${fringe}
  <circle cx="27.5" cy="32" r="1.5" fill="#2a211d"/><circle cx="36.5" cy="32" r="1.5" fill="#2a211d"/>
  <path d="M28 38 Q32 41 36 38" stroke="#2a211d" stroke-width="1.4" fill="none" stroke-linecap="round"/>`;
}

function frame(ground: string, drawing: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="${ground}"/>${drawing}</svg>`;
}
