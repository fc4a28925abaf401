import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';

import { openAnswerLinks } from '../../../src/slack/answers/answer-links.ts';

const { linkTo, questionIn } = openAnswerLinks('https://owl.example.com/', () => '/owl');

test.each([
  'sales',
  'sales by=month period="last year" country="Côte d’Ivoire"',
  'sales product="A & B <C>" as=table',
  'sales city="100% +1 #2 ?x=y"',
])('questionIn(linkTo(%j)) is the same question', (text) => {
  const link = linkTo(text)!;
  expect(link).toMatch(/^https:\/\/owl\.example\.com\/ask\?question=[\w.*%+-]+$/);
  expect(questionIn(link)).toBe(text);
});

test('linkTo(text) makes no link that Slack would not take', () => {
  expect(linkTo(`sales city="${'x'.repeat(2000)}"`)).toHaveLength(2056);
  expect(linkTo(`sales city="${'x'.repeat(2500)}"`)).toBeUndefined();
});

test.each([
  'https://owl.example.com/ask',
  'https://owl.example.com/ask?question=',
  'https://owl.example.com/asks?question=sales',
  'https://owl.example.com/pictures/1.png?question=sales',
  'http://owl.example.com/ask?question=sales',
  'https://owl.example.com:8443/ask?question=sales',
  'https://owl.example.com.evil.org/ask?question=sales',
  'https://evil.org/https://owl.example.com/ask?question=sales',
  `https://owl.example.com/ask?question=${'x'.repeat(2600)}`,
  'ask?question=sales',
])('questionIn(%j) is undefined', (url) => {
  expect(questionIn(url)).toBeUndefined();
});

test('a public address with a path of its own is part of the link', () => {
  const nested = openAnswerLinks('https://example.com/owl', () => '/owl');
  expect(nested.linkTo('sales')).toBe('https://example.com/owl/ask?question=sales');
  expect(nested.questionIn('https://example.com/owl/ask?question=sales')).toBe('sales');
  expect(nested.questionIn('https://example.com/ask?question=sales')).toBeUndefined();
});

test('serve() shows a browser what a link asks, as text, and answers nothing else', async () => {
  const { serve } = openAnswerLinks('https://owl.example.com', () => '/eule');
  const server = createServer(async (request, response) => {
    if (!(await serve(request, response))) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const asked = await fetch(`${url}/ask?question=${encodeURIComponent('sales <script>alert("1")</script> & co')}`);
  expect(asked.status).toBe(200);
  expect(asked.headers.get('content-security-policy')).toContain("default-src 'none'");
  const page = await asked.text();
  expect(page).toContain('/eule sales &lt;script&gt;alert("1")&lt;/script&gt; &amp; co</pre>');
  expect(page).not.toContain('<script');
  const head = await fetch(`${url}/ask?question=sales`, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect((await fetch(`${url}/ask`)).status).toBe(404);
  expect((await fetch(`${url}/ask?question=sales`, { method: 'POST' })).status).toBe(418);
  expect((await fetch(`${url}/pictures/ask`)).status).toBe(418);
});
