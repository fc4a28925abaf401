import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Athena } from '../../src/athena/client.ts';

import { proposeJoins } from '../../src/check/join-proposals.ts';
import { type Bench, openBench, openBenchClient } from '../support/ask.ts';

let bench: Bench;
let client: Athena;

beforeAll(async () => {
  bench = await openBench({
    'rides/part.csv': 'ride_id,start_station,end_station,bike_id,city,weather_code\n1,1,2,7,Oslo,3\n2,2,1,8,Oslo,4\n',
    'stations/part.csv': 'station_id,name,district_id\n1,Harbour,1\n2,Museum,2\n',
    'districts/part.csv': 'id,name\n1,Old town\n2,Hill\n',
    'dim_bike/part.csv': 'bike_id,model\n7,A\n8,B\n',
    'repairs/part.csv': 'bike_id,what\n7,chain\n7,brake\n', // several rows of a bike
    'weather/part.csv': 'code,name\n10,rain\n', // no code of a ride
    'cities/part.csv': 'id,name\n1,Oslo\n', // numbers, where rides have names
  });
  client = openBenchClient(bench);
});

afterAll(async () => {
  await bench?.close();
});

const find = async (name: string, database?: string) => {
  const { columns } = await client.run(
    { sql: `SELECT * FROM ${name} LIMIT 0`, parameters: [] },
    AbortSignal.timeout(60_000),
  );
  const found = await proposeJoins({ name, columns }, database, client.run, AbortSignal.timeout(60_000));
  return found.map(({ table, entity, column, key, through }) => [through?.table ?? 'fact', column, table, key, entity]);
};

test.each([
  ['rides', undefined, ''],
  ['rides', 'default', ''],
  ['default.rides', 'elsewhere', 'default.'],
])('tables whose keys stand in one row and find rows are proposed: %s in %s', async (name, database, prefix) => {
  expect(await find(name, database)).toEqual([
    ['fact', 'start_station', `${prefix}stations`, 'station_id', 'station'],
    ['fact', 'end_station', `${prefix}stations`, 'station_id', 'station'],
    ['fact', 'bike_id', `${prefix}dim_bike`, 'bike_id', 'bike'],
    [`${prefix}stations`, 'district_id', `${prefix}districts`, 'id', 'district'],
  ]);
});

test('nothing is proposed for a table that nothing belongs to, or in a database that is not there', async () => {
  expect(await find('weather')).toEqual([]);
  expect(await find('rides', 'elsewhere')).toEqual([]);
});
