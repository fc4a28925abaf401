import { expect, test } from 'vitest';

import { element, unescapeXml } from '../../../../src/local/athena/s3/s3-xml.ts';

test.each([
  ['a <b> & "c"', '<Key>a &lt;b&gt; &amp; &quot;c&quot;</Key>'],
  ['line\r\nend', '<Key>line&#xd;&#xa;end</Key>'],
  [5, '<Key>5</Key>'],
  [true, '<Key>true</Key>'],
])('element() around %j', (content, xml) => expect(element('Key', content)).toBe(xml));

test('element() around elements leaves them as they are', () =>
  expect(element('Owner', element('ID', 'a&b'), true)).toBe('<Owner><ID>a&amp;b</ID></Owner>'));

test.each(['a <b> & "c"', 'ü\u0001\n', '&amp;lt;', '&#65;'])('unescapeXml() undoes it: %j', (text) =>
  expect(unescapeXml(element('Key', text).slice('<Key>'.length, -'</Key>'.length))).toBe(text),
);

test('unescapeXml() knows references by either number', () => expect(unescapeXml('&#x1F600;&#65;&apos;')).toBe("😀A'"));
