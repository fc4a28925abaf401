import { fail } from '../../../trino/fail.ts';

/** Matches the parts of a URL as Java's URI does: scheme, authority, path, query, fragment. */
const URI = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

/**
 * Implements `url_extract_protocol`, `_host`, `_port`, `_path`, `_query` and `_fragment`, by the name of the part. Null for an absent
 * port and for a text that is no URL; other absent parts are empty.
 */
export function urlPart(text: string, part: string): string | null {
  if (/[\s<>"{}|\\^`]/.test(text)) return null;
  const [, protocol, authority, path = '', query, fragment] = URI.exec(text) ?? [];
  const [, host = '', port] = /^(?:[^@]*@)?(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(authority ?? '') ?? [];
  switch (part) {
    case 'protocol':
      return protocol ?? '';
    case 'host':
      return host;
    case 'port':
      return port ? port : null;
    case 'path':
      return decoded(path);
    case 'query':
      return query === undefined ? '' : decoded(query);
    default:
      return fragment === undefined ? '' : decoded(fragment);
  }
}

/** Implements `url_extract_parameter`: the value of the first parameter of a name in a URL's query; null when there is none. */
export function urlParameter(text: string, name: string): string | null {
  if (/[\s<>"{}|\\^`]/.test(text)) return null;
  const query = URI.exec(text)?.[4];
  if (query === undefined) return null;
  for (const pair of query.split('&')) {
    const [key = '', ...rest] = pair.split('=');
    if (decoded(key) === name) return decoded(rest.join('='));
  }
  return null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Implements `url_decode`. Fails with INVALID_FUNCTION_ARGUMENT for a wrong escape. */
export function decodeUrl(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return fail('INVALID_FUNCTION_ARGUMENT', `Cannot decode '${text}'`);
  }
}
