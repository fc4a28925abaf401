import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A font family that pictures are set in, and the folder of each weight that is installed. */
export type FontFamily = {
  readonly family: string;
  readonly regular: string;
  readonly bold: string;
  /** Every folder that the font engine may read. */
  readonly folders: readonly string[];
};

/** The installed families for each kind of chart. */
export type FontFamilies = { readonly ours: readonly FontFamily[]; readonly guests: readonly FontFamily[] };

const require = createRequire(import.meta.url);

type Source = {
  readonly family: string;
  readonly package: string;
  readonly file: string;
  readonly weights: readonly string[];
};

const TEXT = ['400Regular', '600SemiBold', '700Bold'];

const OURS: Source = { family: 'Inter', package: 'inter', file: 'Inter', weights: TEXT };

/** As wide as Helvetica and Arial, in which the authors of specs saw them. */
const GUESTS: Source = { family: 'Arimo', package: 'arimo', file: 'Arimo', weights: TEXT };

const SHIPPED: readonly Source[] = [
  { family: 'Noto Sans', package: 'noto-sans', file: 'NotoSans', weights: TEXT },
  { family: 'Noto Sans Arabic', package: 'noto-sans-arabic', file: 'NotoSansArabic', weights: TEXT },
  { family: 'Noto Sans Hebrew', package: 'noto-sans-hebrew', file: 'NotoSansHebrew', weights: TEXT },
  { family: 'Noto Sans Thai', package: 'noto-sans-thai', file: 'NotoSansThai', weights: TEXT },
  { family: 'Noto Emoji', package: 'noto-emoji', file: 'NotoEmoji', weights: ['400Regular', '700Bold'] },
];

/** Used when they are installed: those of China, Japan and Korea take 50 to 100 MB each. */
const OPTIONAL: readonly (Source & { readonly script: RegExp })[] = [
  { ...source('JP'), script: /[\p{Script=Hiragana}\p{Script=Katakana}]/u },
  { ...source('KR'), script: /\p{Script=Hangul}/u },
  { ...source('SC'), script: /[\p{Script=Han}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef]/u },
  { ...source('Armenian'), script: /\p{Script=Armenian}/u },
  { ...source('Bengali'), script: /\p{Script=Bengali}/u },
  { ...source('Ethiopic'), script: /\p{Script=Ethiopic}/u },
  { ...source('Georgian'), script: /\p{Script=Georgian}/u },
  { ...source('Gujarati'), script: /\p{Script=Gujarati}/u },
  { ...source('Gurmukhi'), script: /\p{Script=Gurmukhi}/u },
  { ...source('Kannada'), script: /\p{Script=Kannada}/u },
  { ...source('Khmer'), script: /\p{Script=Khmer}/u },
  { ...source('Lao'), script: /\p{Script=Lao}/u },
  { ...source('Malayalam'), script: /\p{Script=Malayalam}/u },
  { ...source('Myanmar'), script: /\p{Script=Myanmar}/u },
  { ...source('Sinhala'), script: /\p{Script=Sinhala}/u },
  { ...source('Tamil'), script: /\p{Script=Tamil}/u },
  { ...source('Telugu'), script: /\p{Script=Telugu}/u },
];

/**
 * Returns the installed families, in the order in which a missing character is looked for: `ours`, for Owlpost's own charts,
 * begin with Inter, `guests`, for specs that others wrote, with Arimo. TTF only: WOFF draws empty boxes.
 */
export function fontFamilies(): FontFamilies {
  families ??= listFaces();
  return families;
}

let families: FontFamilies | undefined; // found when a text is first measured, not at the start of every command

/**
 * Finds the npm package of a font that has one of the missing characters, given by their code points, and returns both;
 * undefined when no known package has any. Chinese characters among Japanese or Korean ones are drawn by the fonts of those.
 */
export function findPackage(missing: readonly number[]): { character: string; name: string } | undefined {
  const characters = missing.map((codePoint) => String.fromCodePoint(codePoint));
  for (const { script, package: name } of OPTIONAL) {
    const character = characters.find((each) => script.test(each));
    if (character) return { character, name: `@expo-google-fonts/${name}` };
  }
  return undefined;
}

function listFaces(): FontFamilies {
  const others = [...SHIPPED.map(face), ...OPTIONAL.map(findFace).filter((found) => found !== undefined)];
  return { ours: [face(OURS), ...others], guests: [face(GUESTS), ...others] };
}

function source(script: string): Source {
  const weights = ['400Regular', '700Bold'];
  return {
    family: `Noto Sans ${script}`,
    package: `noto-sans-${script.toLowerCase()}`,
    file: `NotoSans${script}`,
    weights,
  };
}

function face(source: Source): FontFamily {
  const folder = dirname(require.resolve(`@expo-google-fonts/${source.package}/package.json`));
  const fileOf = (weight: string) => join(folder, weight, `${source.file}_${weight}.ttf`);
  return {
    family: source.family,
    regular: fileOf('400Regular'),
    bold: fileOf('700Bold'),
    folders: source.weights.map((weight) => join(folder, weight)),
  };
}

function findFace(source: Source): FontFamily | undefined {
  try {
    return face(source);
  } catch {
    return undefined; // the package is not installed
  }
}
