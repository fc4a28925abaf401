import { readFileSync } from 'node:fs';

/** The advance width of each character that a font has, by code point, in ems. */
export type GlyphAdvances = ReadonlyMap<number, number>;

/**
 * Reads a TrueType file's own `cmap` and `hmtx` tables. Throws when the file has no Unicode character map.
 * https://learn.microsoft.com/typography/opentype/spec/cmap
 */
export function readFont(file: string): GlyphAdvances {
  const bytes = readFileSync(file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const tables = readTables(view);
  const advance = readAdvances(view, tables);
  const { offset, format } = findUnicodeMap(view, tables.cmap!, file);
  const font = new Map<number, number>();
  const glyphs = format === 12 ? readSegments32(view, offset) : readSegments16(view, offset);
  for (const [codePoint, glyph] of glyphs) if (glyph !== 0) font.set(codePoint, advance(glyph));
  return font;
}

type Tables = Readonly<Record<string, number>>;

function readTables(view: DataView): Tables {
  const tables: Record<string, number> = {};
  for (let index = 0; index < view.getUint16(4); index++) {
    const entry = 12 + index * 16;
    const letters = [0, 1, 2, 3].map((letter) => String.fromCharCode(view.getUint8(entry + letter)));
    tables[letters.join('')] = view.getUint32(entry + 8);
  }
  return tables;
}

function readAdvances(view: DataView, tables: Tables): (glyph: number) => number {
  const unitsPerEm = view.getUint16(tables.head! + 18);
  const count = view.getUint16(tables.hhea! + 34);
  return (glyph) => view.getUint16(tables.hmtx! + 4 * Math.min(glyph, count - 1)) / unitsPerEm;
}

function findUnicodeMap(view: DataView, cmap: number, file: string): { offset: number; format: number } {
  const maps = Array.from({ length: view.getUint16(cmap + 2) }, (_, index) => {
    const offset = cmap + view.getUint32(cmap + 4 + index * 8 + 4);
    return { offset, format: view.getUint16(offset) };
  });
  const map = maps.find(({ format }) => format === 12) ?? maps.find(({ format }) => format === 4);
  if (!map) throw new Error(`${file} has no Unicode character map`);
  return map;
}

function* readSegments32(view: DataView, offset: number): Generator<[codePoint: number, glyph: number]> {
  for (let index = 0; index < view.getUint32(offset + 12); index++) {
    const segment = offset + 16 + index * 12;
    const [first, last, glyph] = [view.getUint32(segment), view.getUint32(segment + 4), view.getUint32(segment + 8)];
    for (let codePoint = first; codePoint <= last; codePoint++) yield [codePoint, glyph + codePoint - first];
  }
}

function* readSegments16(view: DataView, offset: number): Generator<[codePoint: number, glyph: number]> {
  const length = view.getUint16(offset + 6);
  for (let index = 0; index < length / 2; index++) {
    const last = view.getUint16(offset + 14 + index * 2);
    const first = view.getUint16(offset + 16 + length + index * 2);
    const delta = view.getInt16(offset + 16 + 2 * length + index * 2);
    const rangeAt = offset + 16 + 3 * length + index * 2;
    const range = view.getUint16(rangeAt);
    for (let codePoint = first; codePoint <= last && codePoint !== 0xffff; codePoint++) {
      const listed = range === 0 ? codePoint : view.getUint16(rangeAt + range + 2 * (codePoint - first));
      yield [codePoint, range !== 0 && listed === 0 ? 0 : (listed + delta) & 0xffff];
    }
  }
}
