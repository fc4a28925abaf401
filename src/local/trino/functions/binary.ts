import type { FunctionTable } from './table.ts';

/** Bytes: encodings, hashes. */
export const BINARIES: FunctionTable = {
  to_hex: [['(varbinary) -> varchar', 'hex($1)']],
  from_hex: [['(varchar) -> varbinary', 'trino.from_hex($1)']],
  to_base64: [['(varbinary) -> varchar', 'to_base64($1)']],
  from_base64: [['(varchar) -> varbinary', 'from_base64($1)']],
  to_base64url: [['(varbinary) -> varchar', `translate(to_base64($1), '+/', '-_')`]],
  from_base64url: [['(varchar) -> varbinary', `from_base64(translate($1, '-_', '+/'))`]],
  md5: [['(varbinary) -> varbinary', `trino_hash($1, 'md5')`]],
  sha1: [['(varbinary) -> varbinary', `trino_hash($1, 'sha1')`]],
  sha256: [['(varbinary) -> varbinary', `trino_hash($1, 'sha256')`]],
  sha512: [['(varbinary) -> varbinary', `trino_hash($1, 'sha512')`]],
  hmac_md5: [['(varbinary, varbinary) -> varbinary', `trino_hmac($1, $2, 'md5')`]],
  hmac_sha1: [['(varbinary, varbinary) -> varbinary', `trino_hmac($1, $2, 'sha1')`]],
  hmac_sha256: [['(varbinary, varbinary) -> varbinary', `trino_hmac($1, $2, 'sha256')`]],
  hmac_sha512: [['(varbinary, varbinary) -> varbinary', `trino_hmac($1, $2, 'sha512')`]],
  crc32: [['(varbinary) -> bigint', 'trino_crc32($1)']],
};
