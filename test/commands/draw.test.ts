import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import type { CommandContext } from '../../src/commands/command.ts';

import { drawFile, drawFolder, drawSpecs } from '../../src/commands/draw.ts';
import { UserError } from '../../src/error.ts';
import { folderOf } from '../support/folder.ts';
import { runInProcess } from '../support/in-process.ts';
import { temporaryFolder } from '../support/program.ts';

const DATA = temporaryFolder();

const owlpost = (args: readonly string[], settings: Readonly<Record<string, string>> = {}) =>
  runInProcess(args, { OWLPOST_DATA: DATA, ...settings });

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

test('owlpost draw draws a spec, and a folder of them', async () => {
  const folder = temporaryFolder();
  const spec = {
    data: { values: [{ a: 'A', b: 28 }] },
    mark: 'bar',
    encoding: { x: { field: 'a' }, y: { field: 'b', type: 'quantitative' } },
  };
  writeFileSync(join(folder, 'one.json'), JSON.stringify(spec));
  writeFileSync(join(folder, 'two.json'), '{');
  expect(await owlpost(['draw', join(folder, 'one.json'), '--png', join(folder, 'one.png')])).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
  expect(readFileSync(join(folder, 'one.png')).subarray(0, 4)).toEqual(PNG);
  const { code, stdout } = await owlpost(['draw', folder, '--png', join(folder, 'out')]);
  expect(stdout).toMatch(/^one\.json: drawn\ntwo\.json: .*two\.json is not JSON: .+\n$/);
  expect(code).toBe(0);
  expect(readFileSync(join(folder, 'out', 'one.png')).subarray(0, 4)).toEqual(PNG);
});

const PICTURE = { png: PNG, width: 1, height: 1 };

test.each([
  ['[1]', /spec\.json is no Vega-Lite spec: it must be a JSON object$/],
  ['null', /is no Vega-Lite spec/],
  ['"text"', /is no Vega-Lite spec/],
  ['{ "mark": ', /spec\.json is not JSON: /],
])('drawFile() refuses %s', async (text, message) => {
  const folder = folderOf({ 'spec.json': text });
  const drawn = drawFile(join(folder, 'spec.json'), join(folder, 'a.png'), async () => PICTURE);
  await expect(drawn).rejects.toThrow(UserError);
  await expect(drawn).rejects.toThrow(message);
});

test('drawFile() reads a spec that begins with a byte order mark, and names a file that it cannot read or write', async () => {
  const folder = folderOf({ 'spec.json': '\ufeff{"mark":"bar"}' });
  const specs: unknown[] = [];
  const draw = async (spec: object) => {
    specs.push(spec);
    return PICTURE;
  };
  await drawFile(join(folder, 'spec.json'), join(folder, 'a.png'), draw);
  expect(specs).toEqual([{ mark: 'bar' }]);
  expect(readFileSync(join(folder, 'a.png'))).toEqual(PNG);
  await expect(drawFile(join(folder, 'none.json'), join(folder, 'a.png'), draw)).rejects.toThrow(
    /^there is no file .*none\.json: name a Vega-Lite spec$/,
  );
  await expect(drawFile(join(folder, 'spec.json'), join(folder, 'none', 'a.png'), draw)).rejects.toThrow(
    /a\.png cannot be written: check that its folder exists$/,
  );
});

test('drawFolder() draws in the order of the names, says each outcome on one line, and leaves other files alone', async () => {
  const folder = folderOf({ 'b.json': '{"mark":"b"}', 'a.json': '{"mark":"a"}', 'notes.txt': 'no spec' });
  const lines: string[] = [];
  const draw = async ({ mark }: Readonly<Record<string, unknown>>) => {
    if (mark === 'a') throw new Error('no\n  ink');
    return PICTURE;
  };
  await drawFolder(folder, join(folder, 'out'), draw, (line) => void lines.push(line));
  expect(lines).toEqual(['a.json: no ink', 'b.json: drawn']);
  await expect(drawFolder(join(folder, 'out'), folder, draw, () => {})).rejects.toThrow(
    /out holds no \.json file: put Vega-Lite specs into it$/,
  );
});

test.each([
  [['draw']],
  [['draw', 'a.json']],
  [['draw', 'a.json', 'b.json', '--png', 'c.png']],
  [['draw', '--png', 'c.png']],
])('owlpost %j says what draw takes', async (args) => {
  const openRenderer = () => {
    throw new Error('nothing is drawn');
  };
  await expect(drawSpecs(args.slice(1), { openRenderer } as unknown as CommandContext)).rejects.toThrow(
    'draw takes a spec and where to draw it: draw SPEC.json --png FILE, or draw FOLDER --png FOLDER',
  );
});
