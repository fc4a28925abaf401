import sharp from 'sharp';
import type { Loader } from 'vega';

/** Returns a loader for Vega that reads nothing outside of a spec: every load is refused by name, and an image must carry its own bytes. */
export function refusingLoader(problems: string[]): Loader {
  const refuse = (uri: string) => {
    problems.push(`it loads ${JSON.stringify(uri.slice(0, 200))}, and a chart may only show data that stands in it`);
    return Promise.reject(new Error('refused'));
  };
  return {
    options: {},
    load: (uri: string) => (uri.startsWith('data:') ? fetch(uri).then((data) => data.text()) : refuse(uri)),
    file: refuse,
    http: refuse,
    async sanitize(uri: string, { context }: { context?: string }) {
      if (context !== 'image') return { href: '#' }; // a link cannot be clicked in a picture
      const image = await readImage(uri);
      if (image) return { href: image };
      problems.push(
        `it shows the image ${JSON.stringify(uri.slice(0, 80))}: put it in as base64 PNG, JPEG, GIF or WebP`,
      );
      return { href: '' };
    },
  } as unknown as Loader;
}

/** The image that a URI carries, in plain base64; undefined when it is broken, for it would leave a hole that nobody sees. */
async function readImage(uri: string): Promise<string | undefined> {
  const [, type, content] = /^data:image\/(png|jpe?g|gif|webp);base64,(.*)$/s.exec(uri) ?? [];
  if (content === undefined) return undefined;
  try {
    const bytes = Buffer.from(decodeURIComponent(content), 'base64');
    await sharp(bytes).stats();
    return `data:image/${type};base64,${bytes.toString('base64')}`;
  } catch {
    return undefined;
  }
}
