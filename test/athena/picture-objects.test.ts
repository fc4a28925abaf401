import { expect, test } from 'vitest';

import { pictureObjects } from '../../src/athena/picture-objects.ts';

const png = Uint8Array.from([1, 2, 3]);

test('pictures are objects in a folder of their own', async () => {
  const objects = new Map<string, Uint8Array>();
  const pictures = pictureObjects({
    put: async (key, bytes, type) => void objects.set(`${key} ${type}`, bytes),
    get: async (key) => objects.get(`${key} image/png`),
    remove: async (key) => void objects.delete(`${key} image/png`),
    close: () => {},
  });
  await pictures.put('a1', png);
  expect([...objects.keys()]).toEqual(['pictures/a1.png image/png']);
  expect(await pictures.get('a1')).toEqual(png);
  await pictures.remove('a1');
  expect(await pictures.get('a1')).toBeUndefined();
});

test('without a place for objects nothing is kept', async () => {
  const pictures = pictureObjects(undefined);
  await pictures.put('a1', png);
  expect(await pictures.get('a1')).toBeUndefined();
});
