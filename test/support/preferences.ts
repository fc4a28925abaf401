import type { Preferences } from '../../src/answer/preferences.ts';

/** Preferences that last as long as the test. */
export function openPreferenceMap(): Preferences {
  const owners = new Map<string, Map<string, string>>();
  return {
    get: async (owner, name) => owners.get(owner)?.get(name),
    list: async (owner) => owners.get(owner) ?? new Map(),
    put: async (owner, name, value) => {
      owners.set(owner, (owners.get(owner) ?? new Map<string, string>()).set(name, value));
    },
    remove: async (owner, name) => void owners.get(owner)?.delete(name),
  };
}
