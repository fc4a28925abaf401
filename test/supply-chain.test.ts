import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Package = {
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
};

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Package> };

/** The packages that come from outside, by name; our own `tools/node` stands in the tree as a link. */
const packages = Object.entries(lock.packages)
  .filter(([place, { link }]) => place.startsWith('node_modules/') && !link)
  .map(([place, about]) => ({
    name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
    ...about,
  }));

/** What production may be licensed under: nothing that reaches into the code around it. Sharp's libvips is a library of its own (LGPL). */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'Apache-2.0 AND LGPL-3.0-or-later',
  'Apache-2.0 AND LGPL-3.0-or-later AND MIT',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT AND OFL-1.1',
  'Unlicense',
]);

test('every package has an exact version and a checksum, and none runs a script when it is installed', () => {
  expect(packages.length).toBeGreaterThan(100);
  const wrong = packages.filter(({ version, integrity, hasInstallScript }) => {
    return !/^\d+\.\d+\.\d+/.test(version) || !integrity?.startsWith('sha512-') || hasInstallScript;
  });
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test('every package of production has a licence that was looked at', () => {
  const wrong = packages.filter(({ dev, license }) => !dev && !ALLOWED.has(license ?? ''));
  expect(wrong.map(({ name, license }) => `${name}: ${license}`)).toEqual([]);
});

test('docs/licences.md lists the licences of production; a change of packages is taken over by vitest -u', async () => {
  const names = Map.groupBy(
    packages.filter(({ dev }) => !dev),
    ({ license }) => license ?? 'none',
  );
  const sections = [...names]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([license, all]) => {
      const list = [...new Set(all.map(({ name }) => `\`${name}\``))].toSorted();
      return `## ${license}\n\n${list.join(', ')}\n`;
    });
  const page = `# Licences of the packages that run in production\n\nOwlpost itself is under the [MIT licence](../LICENSE).\n\n${sections.join('\n')}`;
  await expect(page).toMatchFileSnapshot('../docs/licences.md');
});

test('the image holds every file that the program starts from', () => {
  const copied = readFileSync('Dockerfile', 'utf8')
    .match(/^COPY (?!--from)(.+) \S+$/gm)!
    .join(' ');
  const kept = readFileSync('.dockerignore', 'utf8')
    .match(/^!(.+)$/gm)!
    .map((line) => line.slice(1));
  for (const file of kept) expect(copied, file).toContain(` ${file}`);
  expect(kept).toEqual(
    expect.arrayContaining(['owlpost.mjs', 'loader.mjs', 'src', 'queries', 'manifest.yml', 'package.json']),
  );
});
