import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Face } from './faces.ts';

import { installedFaces } from './faces.ts';
import { escapeXml } from './xml.ts';

const ASKED_BY_AUTHORS = ['sans-serif', 'serif', 'monospace', 'system-ui', 'Helvetica', 'Helvetica Neue', 'Arial'];

/**
 * Points the font engine at the shipped fonts alone, so that a picture is the same on every machine. It must run in the
 * main thread before sharp is loaded: a worker's environment is a copy that native code never sees.
 */
export function useShippedFonts(): void {
  const folder = join(tmpdir(), `owlpost-fonts-${process.getuid?.() ?? 0}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'fonts.conf');
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, fontconfig(installedFaces(), join(folder, 'cache')));
  renameSync(draft, file); // another process may be reading it
  process.env.FONTCONFIG_FILE = file;
}

/** A fontconfig file: these folders only, Inter for any family, and the others for what Inter lacks. */
function fontconfig(faces: readonly Face[], cache: string): string {
  const families = faces.map(({ family }) => `<family>${family}</family>`).join('');
  const strings = faces.map(({ family }) => `<string>${family}</string>`).join('');
  const folders = faces.flatMap((face) => face.folders).map((folder) => `<dir>${escapeXml(folder)}</dir>`);
  const aliases = ASKED_BY_AUTHORS.map(
    (family) => `<alias binding="same"><family>${family}</family><prefer>${families}</prefer></alias>`,
  );
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
${folders.join('\n')}
<cachedir>${escapeXml(cache)}</cachedir>
${aliases.join('\n')}
<match target="pattern"><edit name="family" mode="append" binding="weak">${strings}</edit></match>
<match target="font"><edit name="hinting" mode="assign"><bool>false</bool></edit></match>
</fontconfig>
`;
}
