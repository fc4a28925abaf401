import type { Route } from '../connection/http.ts';

import { BLOCK_LIMITS, escapeText } from '../blocks/limits.ts';
import { linkPageWords } from '../words.ts';

/** Makes and reads links to answers. A link holds the canonical question and no result, so it grants no access. */
export type AnswerLinks = {
  /** Returns the link for a canonical question; undefined when it would be longer than Slack takes. */
  readonly linkTo: (text: string) => string | undefined;
  /** Returns the question in a link; undefined when the address is no link to an answer. */
  readonly questionIn: (url: string) => string | undefined;
  /** Serves `GET /ask?question=…`: a page that shows the question and says that Slack answers it. */
  readonly serve: Route;
};

const PATH = '/ask';

const PARAMETER = 'question';

/** Opens the links under `publicUrl`. If that has a path, a proxy has to remove it from requests. `command` returns the slash command's name. */
export function openAnswerLinks(publicUrl: string, command: () => string): AnswerLinks {
  const base = new URL(`${publicUrl.replace(/\/+$/, '')}${PATH}`);
  return {
    linkTo: (text) => {
      const link = `${base}?${new URLSearchParams({ [PARAMETER]: text })}`;
      return link.length <= BLOCK_LIMITS.link ? link : undefined;
    },
    questionIn: (address) => {
      const url = URL.canParse(address) ? new URL(address) : undefined;
      if (url?.origin !== base.origin || url.pathname !== base.pathname) return undefined;
      return questionOf(url);
    },
    serve: async (request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname !== PATH || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
      const question = questionOf(url);
      const page = Buffer.from(question === undefined ? '' : pageFor(question, command()));
      response.writeHead(question === undefined ? 404 : 200, {
        'content-type': 'text/html; charset=utf-8',
        'content-length': page.length,
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex',
      });
      response.end(request.method === 'HEAD' ? undefined : page);
      return true;
    },
  };
}

function questionOf({ searchParams }: URL): string | undefined {
  const question = searchParams.get(PARAMETER)?.trim() ?? '';
  return question === '' || question.length > BLOCK_LIMITS.link ? undefined : question;
}

function pageFor(question: string, command: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${linkPageWords.title}</title>
<style>
  :root { color-scheme: light dark }
  body { font: 18px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 12vh auto; padding: 0 1.25rem }
  h1 { font-size: 1.5rem; line-height: 1.25 }
  pre { font-size: 1rem; padding: .75rem 1rem; border-radius: .5rem; background: rgb(127 127 127 / 15%); white-space: pre-wrap; overflow-wrap: anywhere }
</style>
<main>
  <h1>${linkPageWords.heading}</h1>
  <p>${linkPageWords.text}</p>
  <pre>${escapeText(`${command} ${question}`)}</pre>
</main>
</html>
`;
}
