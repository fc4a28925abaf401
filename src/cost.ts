const MEGABYTE = 2 ** 20;

const DOLLARS_PER_TERABYTE = 5;

const LEAST_MEGABYTES = 10;

/**
 * What Athena asks for a query in US dollars: 5 $ a terabyte, in whole megabytes, at least 10 of them; nothing when
 * nothing was read. An estimate, as a few regions differ. https://aws.amazon.com/athena/pricing/
 */
export function estimateCost(scannedBytes: number): number {
  if (scannedBytes <= 0) return 0;
  const megabytes = Math.max(LEAST_MEGABYTES, Math.ceil(scannedBytes / MEGABYTE));
  return (megabytes * DOLLARS_PER_TERABYTE) / 2 ** 20;
}
