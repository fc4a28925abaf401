/** Returns the settings of a client for the embedded Athena at `url`. */
export function clientSettings(url: string) {
  return {
    database: 'default',
    region: 'us-east-1',
    endpoint: url,
    s3Endpoint: url,
    output: 's3://owlpost/results/',
    credentials: { accessKeyId: 'owlpost', secretAccessKey: 'owlpost' },
  };
}
