import { expect, test } from 'vitest';

import { describeWorkgroup, openWorkgroups, PRIMARY } from '../../../../src/local/athena/operations/workgroups.ts';

const open = () => openWorkgroups({ outputLocation: 's3://owlpost/results/', cutoffBytes: 20_000_000 });

test('primary is always there', () => {
  const groups = open();
  expect(groups.list().map(({ name }) => name)).toEqual([PRIMARY]);
  expect(groups.find(PRIMARY)).toMatchObject({ state: 'ENABLED', isEnforced: false, cutoffBytes: 20_000_000 });
  expect(() => groups.remove(PRIMARY)).toThrow('cannot be deleted');
});

test('a new one counts whatever the client asks for, unless it says otherwise', () => {
  const groups = open();
  groups.create('b', {});
  groups.create('a', { Description: 'Ours', Configuration: { EnforceWorkGroupConfiguration: false } });
  expect(groups.list().map(({ name, isEnforced }) => [name, isEnforced])).toEqual([
    ['a', false],
    ['b', true],
    [PRIMARY, false],
  ]);
  expect(() => groups.create('a', {})).toThrow('WorkGroup a is already created');
});

test('update() changes what it names, and can take away', () => {
  const groups = open();
  groups.create('a', {
    Configuration: { BytesScannedCutoffPerQuery: 30_000_000, ResultConfiguration: { OutputLocation: 's3://other/' } },
  });
  groups.update('a', { State: 'DISABLED', Description: 'Old' });
  expect(groups.find('a')).toMatchObject({
    state: 'DISABLED',
    description: 'Old',
    cutoffBytes: 30_000_000,
    outputLocation: 's3://other/',
  });
  groups.update('a', {
    ConfigurationUpdates: {
      RemoveBytesScannedCutoffPerQuery: true,
      ResultConfigurationUpdates: { RemoveOutputLocation: true },
    },
  });
  expect(groups.find('a')).toMatchObject({ cutoffBytes: undefined, outputLocation: 's3://owlpost/results/' });
});

test('what is not there, and a cut-off below ten megabytes, are refused', () => {
  const groups = open();
  for (const change of [() => groups.find('none'), () => groups.update('none', {}), () => groups.remove('none')])
    expect(change).toThrow('WorkGroup is not found.');
  expect(() => groups.create('a', { Configuration: { BytesScannedCutoffPerQuery: 9_999_999 } })).toThrow(
    'Member must have value greater than or equal to 10000000',
  );
});

test('describeWorkgroup() leaves out a description that is empty', () => {
  const groups = open();
  groups.create('a', {});
  const { Name, Description, Configuration } = describeWorkgroup(groups.find('a'));
  expect([Name, Description, Configuration.BytesScannedCutoffPerQuery]).toEqual(['a', undefined, undefined]);
});
