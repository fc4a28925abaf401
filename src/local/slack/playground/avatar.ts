import type { Workspace } from '../workspace/workspace.ts';

import { BOT } from '../workspace/demo-people.ts';

const COLOURS = ['#b4690e', '#2f7c78', '#7350bd', '#c04b69', '#4b7a2b', '#3f6fb5'];

const OWL = `
  <path d="M14 14 L22 20 H42 L50 14 V38 A18 18 0 0 1 14 38 Z" fill="#8fb4f2"/>
  <circle cx="24" cy="30" r="8.5" fill="#fff"/><circle cx="40" cy="30" r="8.5" fill="#fff"/>
  <circle cx="25" cy="31" r="3.6" fill="#142447"/><circle cx="39" cy="31" r="3.6" fill="#142447"/>
  <path d="M29 36 H35 L32 42 Z" fill="#f4b740"/>
  <path d="M24 48 V52 M32 45 V52 M40 42 V52" stroke="#233a6b" stroke-width="4" stroke-linecap="round"/>`;

/** Returns the avatar of an id as the text of an SVG of 64 × 64: a person's initial, or the bot's owl. */
export function avatar({ people }: Workspace, id: string): string {
  const index = [...people.keys()].indexOf(id);
  const initial = people.get(id)?.realName[0] ?? '?';
  const letter = `<text x="32" y="44" font-family="sans-serif" font-size="34" font-weight="600" text-anchor="middle" fill="#fff">${initial}</text>`;
  const ground = id === BOT.id ? '#233a6b' : COLOURS[Math.max(0, index) % COLOURS.length];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="${ground}"/>${id === BOT.id ? OWL : letter}</svg>`;
}
