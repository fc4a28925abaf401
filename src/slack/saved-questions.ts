import type { Preferences } from '../answer/preferences.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';

import { UserError } from '../error.ts';
import { normalizeText } from '../text/normalize.ts';
import { COMMAND_WORDS } from './listeners/chat-commands.ts';
import { settingsWords } from './words.ts';

/** A question that everybody can ask by its name. */
export type SavedQuestion = { readonly name: string; readonly text: string; readonly person: string };

/** Saved questions belong to the workspace. */
const OWNER = 'saved questions';

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}_-]{1,39}$/u;

/**
 * Saves a question under a name; it replaces what the same person saved there before. Throws a UserError for a name
 * that is taken or reserved, or that is not a single word.
 */
export async function saveQuestion(
  preferences: Preferences,
  { name: typed, text, person }: SavedQuestion,
  catalogue: Catalogue,
): Promise<string> {
  const name = typed.toLowerCase();
  if (!NAME.test(name)) throw new UserError(settingsWords.noName(typed));
  const isTaken = catalogue.find(name) || COMMAND_WORDS.some((word) => word === normalizeText(name));
  if (isTaken) throw new UserError(settingsWords.nameMeansSomething(name));
  const before = await findSaved(preferences, name);
  if (before && before.person !== person) throw new UserError(settingsWords.nameTaken(name), { suggestions: [name] });
  await preferences.put(OWNER, name, JSON.stringify({ text, person }));
  return name;
}

/** Finds the question that is saved under a name; undefined when there is none. A query of that name has to be looked for first. */
export async function findSaved(preferences: Preferences, typed: string): Promise<SavedQuestion | undefined> {
  const name = typed.trim().toLowerCase();
  if (!NAME.test(name)) return undefined;
  const value = await preferences.get(OWNER, name);
  return value === undefined ? undefined : read(name, value);
}

/** Lists all saved questions, or those of one person, by name. */
export async function listSaved(preferences: Preferences, person?: string): Promise<readonly SavedQuestion[]> {
  const all = [...(await preferences.list(OWNER))].map(([name, value]) => read(name, value));
  return person === undefined ? all : all.filter((saved) => saved.person === person);
}

/** Deletes a saved question. Throws a UserError when nothing is saved under the name, or somebody else saved it. */
export async function forgetSaved(preferences: Preferences, typed: string, person: string): Promise<string> {
  const saved = await findSaved(preferences, typed);
  if (!saved) throw new UserError(settingsWords.notSaved(typed));
  if (saved.person !== person) throw new UserError(settingsWords.savedByOther(saved.name));
  await preferences.remove(OWNER, saved.name);
  return saved.name;
}

function read(name: string, value: string): SavedQuestion {
  const { text, person } = JSON.parse(value) as Omit<SavedQuestion, 'name'>;
  return { name, text, person };
}
