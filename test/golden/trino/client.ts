

/** What a Trino server answered: rows in Athena's text, or the name of its error. */
export type Answer =
  | { readonly rows: (string | null)[][]; readonly types: string[]; readonly names: string[] }
  | { readonly error: string; readonly message: string };

type Type = { readonly rawType: string; readonly arguments: readonly { readonly kind: string; readonly value: unknown }[] };

type Page = {
  readonly nextUri?: string;
  readonly columns?: readonly { readonly name: string; readonly type: string; readonly typeSignature: Type }[];
  readonly data?: readonly (readonly unknown[])[];
  readonly error?: { readonly errorName: string; readonly message: string };
};

/** Asks one statement over Trino's client protocol. https://trino.io/docs/435/develop/client-protocol.html */
export async function ask(server: string, sql: string, { catalog = 'memory', schema = 'default' } = {}): Promise<Answer> {
  const headers = {
    'X-Trino-User': 'recorder',
    'X-Trino-Catalog': catalog,
    'X-Trino-Schema': schema,
    'X-Trino-Time-Zone': 'UTC',
    'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
  };
  const rows: (string | null)[][] = [];
  let columns: Page['columns'];
  let page = await read(await fetch(`${server}/v1/statement`, { method: 'POST', body: sql, headers }));
  for (;;) {
    if (page.error) return { error: page.error.errorName, message: page.error.message };
    columns = page.columns ?? columns;
    for (const row of page.data ?? []) rows.push(row.map((cell, index) => render(cell, columns![index]!.typeSignature)));
    if (!page.nextUri) break;
    page = await read(await fetch(page.nextUri, { headers }));
  }
  return { rows, types: (columns ?? []).map(({ type }) => type), names: (columns ?? []).map(({ name }) => name) };
}

/** JSON numbers keep their digits: a bigint is longer than a JavaScript number is exact. */
async function read(response: Response): Promise<Page> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status}: ${text}`);
  return JSON.parse(text, ((_key: string, value: unknown, { source }: { source?: string }) =>
    typeof value === 'number' ? new Digits(source ?? String(value)) : value) as never) as Page;
}

class Digits {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

function render(value: unknown, type: Type): string | null {
  if (value === null || value === undefined) return null;
  const types = type.arguments.map((argument) => argument.value) as Type[];
  switch (type.rawType) {
    case 'array':
      return `[${(value as unknown[]).map((item) => render(item, types[0]!) ?? 'null').join(', ')}]`;
    case 'map': {
      const entries = Object.entries(value as object).map(([key, item]) => `${key}=${render(item, types[1]!) ?? 'null'}`);
      const byKey = (a: string, b: string): number => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1);
      return `{${entries.sort(byKey).join(', ')}}`;
    }
    case 'row': {
      const fields = type.arguments.map(({ value: field }, index) => {
        const { fieldName, typeSignature } = field as { fieldName?: { name: string }; typeSignature: Type };
        const text = render((value as unknown[])[index], typeSignature) ?? 'null';
        return fieldName ? `${fieldName.name}=${text}` : text;
      });
      return `{${fields.join(', ')}}`;
    }
    case 'varbinary':
      return [...Buffer.from(String(value), 'base64')].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    default:
      return value instanceof Digits ? number(value.source, type.rawType) : String(value);
  }
}

/** A double arrives as Java printed it, or nearly: `10.0`, `1.0E7`. */
function number(source: string, type: string): string {
  return type === 'double' || type === 'real' ? source : source.replace(/\.0$/, '');
}
