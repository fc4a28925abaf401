import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A font family that pictures are set in, and the folder of each weight that is installed. */
export type Face = {
  readonly family: string;
  readonly regular: string;
  readonly bold: string;
  /** Every folder that the font engine may read. */
  readonly folders: readonly string[];
};

type Source = {
  readonly family: string;
  readonly package: string;
  readonly file: string;
  readonly weights: readonly string[];
};

const TEXT = ['400Regular', '600SemiBold', '700Bold'];
const SHIPPED: readonly Source[] = [
  { family: 'Inter', package: 'inter', file: 'Inter', weights: TEXT },
  { family: 'Noto Sans', package: 'noto-sans', file: 'NotoSans', weights: TEXT },
  { family: 'Noto Sans Arabic', package: 'noto-sans-arabic', file: 'NotoSansArabic', weights: TEXT },
  { family: 'Noto Sans Hebrew', package: 'noto-sans-hebrew', file: 'NotoSansHebrew', weights: TEXT },
  { family: 'Noto Sans Thai', package: 'noto-sans-thai', file: 'NotoSansThai', weights: TEXT },
  { family: 'Noto Emoji', package: 'noto-emoji', file: 'NotoEmoji', weights: ['400Regular', '700Bold'] },
];

/** Fonts of 50 to 100 MB, used when they are installed. */
const OPTIONAL: readonly Source[] = [
  { family: 'Noto Sans JP', package: 'noto-sans-jp', file: 'NotoSansJP', weights: ['400Regular', '700Bold'] },
  { family: 'Noto Sans SC', package: 'noto-sans-sc', file: 'NotoSansSC', weights: ['400Regular', '700Bold'] },
  { family: 'Noto Sans KR', package: 'noto-sans-kr', file: 'NotoSansKR', weights: ['400Regular', '700Bold'] },
];

/** The installed families, in the order in which a missing character is looked for. TTF only: WOFF draws empty boxes. */
export function installedFaces(): readonly Face[] {
  return [...SHIPPED.map(face), ...OPTIONAL.map(findFace).filter((found) => found !== undefined)];
}

/** The package that would draw a character which no installed font has; undefined when there is none. */
export function packageFor(codePoint: number): string | undefined {
  const script = SCRIPTS.find(({ pattern }) => pattern.test(String.fromCodePoint(codePoint)));
  return script && `@expo-google-fonts/${script.package}`;
}

const SCRIPTS = [
  { pattern: /[\p{Script=Hiragana}\p{Script=Katakana}]/u, package: 'noto-sans-jp' },
  { pattern: /\p{Script=Hangul}/u, package: 'noto-sans-kr' },
  { pattern: /[\p{Script=Han}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef]/u, package: 'noto-sans-sc' },
];

const require = createRequire(import.meta.url);

function face(source: Source): Face {
  const folder = dirname(require.resolve(`@expo-google-fonts/${source.package}/package.json`));
  const fileOf = (weight: string) => join(folder, weight, `${source.file}_${weight}.ttf`);
  return {
    family: source.family,
    regular: fileOf('400Regular'),
    bold: fileOf('700Bold'),
    folders: source.weights.map((weight) => join(folder, weight)),
  };
}

function findFace(source: Source): Face | undefined {
  try {
    return face(source);
  } catch {
    return undefined; // the package is not installed
  }
}
