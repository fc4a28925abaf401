/** Who refused, and what has to be granted. */
type Refuser = { readonly pattern: RegExp; readonly who: string; readonly grant: string };

/**
 * Athena has no code of its own for most refusals of the services behind it: their words stand in the reason alone.
 * https://docs.aws.amazon.com/athena/latest/ug/lf-athena-user-permissions.html
 * https://docs.aws.amazon.com/athena/latest/ug/encryption.html
 */
const REFUSERS: readonly Refuser[] = [
  {
    pattern: /lake ?formation/i,
    who: 'Lake Formation does not let Owlpost read this data',
    grant: 'SELECT on its tables and lakeformation:GetDataAccess',
  },
  {
    pattern: /\bkms\b|kms:|ciphertext/i,
    who: 'KMS does not let Owlpost decrypt this data',
    grant: 'kms:Decrypt and kms:GenerateDataKey on its key',
  },
  {
    pattern: /\bglue\b|glue:/i,
    who: "Glue does not let Owlpost read this table's definition",
    grant: 'glue:GetTable and glue:GetPartitions on it',
  },
  {
    pattern: /\bs3\b|s3:/i,
    who: 'S3 does not let Owlpost read this data or write its result',
    grant: 's3:GetObject on the data and s3:PutObject on the place for results',
  },
];

const REFUSED = /access ?denied|not authorized|insufficient (?:lake formation )?permission/i;

/** Whether the reason of a failure is a missing permission. */
export function isRefusedReason(reason: string): boolean {
  return REFUSED.test(reason);
}

/** Writes, for the asker, which service refused access and what the operator has to grant, without the names of accounts, roles and buckets. */
export function refusalSentence(reason: string, where = 'AWS'): string {
  const refuser = REFUSERS.find(({ pattern }) => pattern.test(reason));
  const [, action] = /not authorized to perform:? ?([a-z]+(?:-[a-z]+)?:[A-Za-z]+)/i.exec(reason) ?? [];
  const who = refuser?.who ?? `${where} does not let Owlpost do this`;
  const grant = action ?? refuser?.grant ?? 'the permission that the log names';
  return `${who}; ask whoever runs Owlpost to grant its AWS role ${grant}`;
}

/** Errors whose text quotes a value of the data. https://docs.aws.amazon.com/athena/latest/ug/error-reference.html */
const WITH_VALUES =
  /^(?:INVALID_CAST_ARGUMENT|INVALID_FUNCTION_ARGUMENT|NUMERIC_VALUE_OUT_OF_RANGE|INVALID_LITERAL|HIVE_BAD_DATA|HIVE_CURSOR_ERROR)\b/;

/** Removes from a reason what an asker must not learn: ARNs, account ids, buckets, and values of the data. */
export function withoutSecrets(reason: string): string {
  const named = withoutAccounts(reason);
  return WITH_VALUES.test(named) ? withoutValues(named) : named;
}

/** Removes ARNs, account ids and buckets from a reason; it may still quote values of the data. */
export function withoutAccounts(reason: string): string {
  return reason
    .replace(/arn:aws[\w-]*:[^\s,;)'"]+/g, 'arn:…')
    .replace(/s3[an]?:\/\/[^\s,;)'"]+/g, 's3://…')
    .replace(/\b\d{12}\b/g, '…')
    .replace(/\b[\w.-]+\.s3[\w.-]*\.amazonaws\.com\S*/g, 's3://…');
}

/**
 * Removes what is quoted, from the first quote to the last as values have quotes, too, and what stands after a colon:
 * `Value cannot be cast to date: …`.
 */
function withoutValues(reason: string): string {
  const quoted = reason.replace(/'.*'/s, "'…'").replace(/".*"/s, "'…'");
  return quoted.replace(/^(\w+: (?:line \d+:\d+: |(?!line \d+:))[^:]*:).*$/s, '$1 …');
}
