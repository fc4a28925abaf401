import { expect, test } from 'vitest';

import { isRefusedReason, refusalSentence, withoutSecrets } from '../../src/athena/refusal.ts';

test.each([
  [
    'Insufficient Lake Formation permission(s) on fact_orders (Service: AmazonDataCatalog; Status Code: 400)',
    'Lake Formation does not let Owlpost read this data; ask whoever runs Owlpost to grant its AWS role SELECT on its tables and lakeformation:GetDataAccess',
  ],
  [
    'User: arn:aws:sts::123456789012:assumed-role/owl/i-1 is not authorized to perform: glue:GetTable on resource: arn:aws:glue:eu-west-1:123456789012:catalog because no identity-based policy allows it',
    "Glue does not let Owlpost read this table's definition; ask whoever runs Owlpost to grant its AWS role glue:GetTable",
  ],
  [
    'User: arn:aws:iam::123456789012:role/owl is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext',
    'KMS does not let Owlpost decrypt this data; ask whoever runs Owlpost to grant its AWS role kms:Decrypt',
  ],
  [
    'PERMISSION_DENIED: com.amazonaws.services.s3.model.AmazonS3Exception: Access Denied (Service: Amazon S3; Status Code: 403)',
    'S3 does not let Owlpost read this data or write its result; ask whoever runs Owlpost to grant its AWS role s3:GetObject on the data and s3:PutObject on the place for results',
  ],
  [
    'You are not authorized to perform: athena:StartQueryExecution on the resource.',
    'AWS does not let Owlpost do this; ask whoever runs Owlpost to grant its AWS role athena:StartQueryExecution',
  ],
  [
    'Access Denied',
    'AWS does not let Owlpost do this; ask whoever runs Owlpost to grant its AWS role the permission that the log names',
  ],
])('refusalSentence(%j)', (reason, sentence) => {
  expect(isRefusedReason(reason)).toBe(true);
  expect(refusalSentence(reason)).toBe(sentence);
  expect(sentence).not.toMatch(/arn:|\d{12}/);
});

test.each(["COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved", 'Query exhausted resources'])(
  'isRefusedReason(%j) is false',
  (reason) => {
    expect(isRefusedReason(reason)).toBe(false);
  },
);

test.each([
  [
    "COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved",
    "COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved",
  ],
  ["INVALID_CAST_ARGUMENT: Cannot cast 'Mira Novak' to INT", "INVALID_CAST_ARGUMENT: Cannot cast '…' to INT"],
  ["INVALID_CAST_ARGUMENT: Cannot cast 'O'Brien's' to INT", "INVALID_CAST_ARGUMENT: Cannot cast '…' to INT"],
  [
    'INVALID_CAST_ARGUMENT: Value cannot be cast to date: Mira',
    'INVALID_CAST_ARGUMENT: Value cannot be cast to date: …',
  ],
  [
    'INVALID_FUNCTION_ARGUMENT: line 1:8: The pattern is wrong',
    'INVALID_FUNCTION_ARGUMENT: line 1:8: The pattern is wrong',
  ],
  ['HIVE_BAD_DATA: Error parsing field: For input string: "Mira"', 'HIVE_BAD_DATA: Error parsing field: …'],
  ['no bucket s3://our-secret/path/x.csv, sorry', 'no bucket s3://…, sorry'],
  ['role arn:aws-cn:iam::123456789012:role/owl of 123456789012', 'role arn:… of …'],
  ['https: our-bucket.s3.eu-west-1.amazonaws.com/key failed', 'https: s3://… failed'],
])('withoutSecrets(%j)', (reason, shown) => {
  expect(withoutSecrets(reason)).toBe(shown);
});
