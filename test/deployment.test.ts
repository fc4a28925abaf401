import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const text = (file: string) => readFileSync(file, 'utf8');

/** What compose.yml may say of a service, of the Compose Specification: https://github.com/compose-spec/compose-spec/blob/main/05-services.md */
const SERVICE = z.strictObject({
  build: z.literal('.').optional(),
  image: z
    .string()
    .regex(/^[\w./-]+:[\w.-]+$/)
    .optional(),
  restart: z.literal('unless-stopped'),
  env_file: z.string().optional(),
  environment: z.record(z.string(), z.string()),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/, 'must be reachable from this machine alone')).optional(),
  volumes: z.array(z.string()).optional(),
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string().startsWith('/')).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  mem_limit: z.string().optional(),
  stop_grace_period: z.string().optional(),
  depends_on: z
    .record(z.string(), z.strictObject({ condition: z.enum(['service_healthy', 'service_started']) }))
    .optional(),
  healthcheck: z
    .strictObject({ test: z.array(z.string()), interval: z.string(), timeout: z.string(), retries: z.number() })
    .optional(),
});

const COMPOSE = z.strictObject({
  services: z.record(z.string(), SERVICE),
  volumes: z.record(z.string(), z.null()),
});

test('compose.yml has only keys of Compose, and starts the bot without rights on a file system that it cannot write', () => {
  const { services, volumes } = COMPOSE.parse(parse(text('compose.yml')));
  expect(services.owlpost).toMatchObject({
    read_only: true,
    init: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    depends_on: { postgres: { condition: 'service_healthy' } },
  });
  const named = Object.values(services).flatMap(({ volumes: own = [] }) => own.map((volume) => volume.split(':')[0]!));
  expect(named.filter((name) => /^\w/.test(name))).toEqual(Object.keys(volumes));
  expect(Object.keys(services)).toEqual(expect.arrayContaining(Object.keys(services.owlpost!.depends_on ?? {})));
});

/** The instructions of the Dockerfile with their texts, continued lines joined. */
function instructions(): readonly (readonly [name: string, text: string])[] {
  const lines = text('Dockerfile')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => [line.split(' ', 1)[0]!, line.slice(line.indexOf(' ') + 1)] as const);
}

test('the Dockerfile makes a small image whose program is no root and gets signals', () => {
  const all = instructions();
  const textsOf = (wanted: string) => all.filter(([name]) => name === wanted).map(([, rest]) => rest);
  expect(
    all.filter(([name]) => !/^(?:FROM|WORKDIR|COPY|RUN|ENV|USER|VOLUME|EXPOSE|HEALTHCHECK|ENTRYPOINT|CMD)$/.test(name)),
  ).toEqual([]);
  for (const from of textsOf('FROM')) expect(from).toMatch(/^node:22[\w.-]*-slim(?: AS \w+)?$/);
  expect(textsOf('USER')).toEqual(['1000:1000']);
  const [lastRun, user] = [all.findLastIndex(([name]) => name === 'RUN'), all.findIndex(([name]) => name === 'USER')];
  expect(user).toBeGreaterThan(lastRun);
  for (const command of [...textsOf('ENTRYPOINT'), ...textsOf('CMD')]) expect(() => JSON.parse(command)).not.toThrow();
  const copied = textsOf('COPY').flatMap((rest) => (rest.startsWith('--from=') ? [] : rest.split(' ').slice(0, -1)));
  expect(copied.filter((file) => !existsSync(file))).toEqual([]);
  expect(textsOf('RUN').join('\n')).toContain('npm ci --omit=dev --ignore-scripts');
});

test('docs/deployment.md holds a container definition that is JSON, and names files that are there', () => {
  const page = text('docs/deployment.md');
  const blocks = [...page.matchAll(/^```json\n([\s\S]*?)^```/gm)].map(([, json]) => JSON.parse(json!) as object);
  expect(blocks).toMatchObject([{ readonlyRootFilesystem: true, user: '1000:1000' }]);
  const links = [...page.matchAll(/\]\((\.\.\/[^)#]+|[\w.-]+\.md)/g)].map(([, link]) => `docs/${link}`);
  expect(links.filter((link) => !existsSync(link))).toEqual([]);
});

test('the unit of systemd and the image start the program by the same options', () => {
  const [, options] = /^ExecStart=\/usr\/bin\/node (.*) owlpost\.mjs start$/m.exec(text('docs/owlpost.service')) ?? [];
  const [entrypoint = '[]'] = instructions().flatMap(([name, rest]) => (name === 'ENTRYPOINT' ? [rest] : []));
  expect(['node', ...options!.split(' '), 'owlpost.mjs']).toEqual(JSON.parse(entrypoint));
});

/** Calls of the Athena client, by their names in the API. */
const GRANTED = [
  'StartQueryExecution',
  'GetQueryExecution',
  'BatchGetQueryExecution',
  'GetQueryResults',
  'StopQueryExecution',
];

test('the policy in the README is JSON that grants what the bot and the engines behind Athena call, and tells what lakes add', () => {
  const readme = text('README.md');
  const policies = [...readme.matchAll(/^ *```json\n([\s\S]*?)^ *```/gm)].map(([, json]) => json!);
  const policy = JSON.parse(policies.find((json) => json.includes('"Statement"'))!) as {
    Statement: { Effect: string; Action: string[]; Resource: string | string[] }[];
  };
  const actions = policy.Statement.flatMap(({ Action }) => Action);
  expect(actions).toEqual(expect.arrayContaining([...GRANTED, 'GetWorkGroup'].map((call) => `athena:${call}`)));
  expect(actions).toEqual(expect.arrayContaining(['glue:GetDatabases', 'glue:GetTable', 'glue:GetPartitions']));
  expect(actions).toEqual(expect.arrayContaining(['s3:GetObject', 's3:PutObject', 's3:GetBucketLocation']));
  expect(JSON.stringify(policy)).toContain(':database/default');
  expect(actions.filter((action) => /\*|Delete|Create/.test(action))).toEqual([]);
  for (const more of ['lakeformation:GetDataAccess', 'kms:Decrypt', 'athena:GetDataCatalog', 'ManagedQueryResults'])
    expect(readme).toContain(more);
});
