import { expect, test } from 'vitest';

import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { findSaved, forgetSaved, listSaved, saveQuestion } from '../../src/slack/saved-questions.ts';
import { openPreferenceMap } from '../support/preferences.ts';

const catalogue = await readCatalogue('queries');

const question = { name: 'EMEA-weekly', text: 'sales period="last week"', person: 'U1' };

test('a saved question is found by its name, however it is written, until its person forgets it', async () => {
  const preferences = openPreferenceMap();
  expect(await saveQuestion(preferences, question, catalogue)).toBe('emea-weekly');
  expect(await findSaved(preferences, ' Emea-Weekly ')).toEqual({ ...question, name: 'emea-weekly' });
  await saveQuestion(preferences, { ...question, text: 'sales' }, catalogue);
  expect(await listSaved(preferences)).toEqual([{ name: 'emea-weekly', text: 'sales', person: 'U1' }]);
  expect(await listSaved(preferences, 'U2')).toEqual([]);
  await expect(forgetSaved(preferences, 'emea-weekly', 'U2')).rejects.toThrow('saved by somebody else');
  await forgetSaved(preferences, 'emea-weekly', 'U1');
  expect(await findSaved(preferences, 'emea-weekly')).toBeUndefined();
  await expect(forgetSaved(preferences, 'emea-weekly', 'U1')).rejects.toThrow('nothing is saved as "emea-weekly"');
});

test.each([
  ['sales', 'means something already'],
  ['Sales-by-country', 'means something already'],
  ['help', 'means something already'],
  ['settings', 'means something already'],
  ['two words', 'cannot be a name'],
  ['a=b', 'cannot be a name'],
  ['x', 'cannot be a name'],
])('nothing can be saved as %s', async (name, reason) => {
  await expect(saveQuestion(openPreferenceMap(), { ...question, name }, catalogue)).rejects.toThrow(reason);
});

test('nobody takes the name of what somebody else saved', async () => {
  const preferences = openPreferenceMap();
  await saveQuestion(preferences, question, catalogue);
  await expect(saveQuestion(preferences, { ...question, person: 'U2' }, catalogue)).rejects.toThrow('somebody else');
});
