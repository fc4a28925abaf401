// Cube's Athena driver against the embedded Athena whose address is in AWS_ENDPOINT_URL.
const assert = require('node:assert/strict');
const { AthenaDriver } = require('@cubejs-backend/athena-driver');

async function check() {
  const driver = new AthenaDriver({
    region: 'eu-west-1',
    accessKeyId: 'anyone',
    secretAccessKey: 'anything',
    S3OutputLocation: 's3://cube/results/',
    endpoint: process.env.AWS_ENDPOINT_URL,
  });
  await driver.testConnection();
  const rows = await driver.query(
    'SELECT country, count(*) AS places FROM dim_locations WHERE country = ? GROUP BY 1',
    ['USA'],
  );
  assert.deepEqual(rows, [{ country: 'USA', places: '9' }]);
  const many = await driver.query('SELECT orderNumber AS n FROM fact_orders LIMIT 1500');
  assert.equal(many.length, 1500);
  await assert.rejects(driver.query('SELECT nope FROM dim_locations'), /COLUMN_NOT_FOUND/);
  const { default: tables } = await driver.tablesSchema();
  assert.ok(tables.fact_orders.some(({ name }) => name === 'orderdate'));
  console.log('Cube works');
}

check().catch((error) => {
  console.error(error);
  process.exit(1);
});
