import { expect, test } from 'vitest';

import type { Subscriptions } from '../../../src/digests/subscriptions.ts';

import { findDigest } from '../../../src/slack/digests/find-digest.ts';
import { MONDAY } from '../../support/claimed-delivery.ts';

const OWN = { ...MONDAY, name: 'own', owner: 'U1', when: 'every Monday', isPaused: true };

const world = { digests: () => [MONDAY], subscriptions: { all: () => [OWN] } as unknown as Subscriptions };

test.each([
  ['monday', MONDAY],
  ['own', OWN],
  ['stopped', undefined],
])('findDigest(%j)', (name, found) => expect(findDigest(name, world)).toBe(found));
