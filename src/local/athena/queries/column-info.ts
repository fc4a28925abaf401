/** A column of a result, as Athena describes it. https://docs.aws.amazon.com/athena/latest/APIReference/API_ColumnInfo.html */
export type ColumnInfo = {
  readonly CatalogName: string;
  readonly SchemaName: string;
  readonly TableName: string;
  readonly Name: string;
  readonly Label: string;
  readonly Type: string;
  readonly Precision: number;
  readonly Scale: number;
  readonly Nullable: 'UNKNOWN';
  readonly CaseSensitive: boolean;
};

/** Creates the description of a result column; precision and scale are 0 by default. */
export function columnInfo({
  name,
  type,
  precision = 0,
  scale = 0,
}: {
  readonly name: string;
  readonly type: string;
  readonly precision?: number;
  readonly scale?: number;
}): ColumnInfo {
  return {
    CatalogName: 'hive',
    SchemaName: '',
    TableName: '',
    Name: name,
    Label: name,
    Type: type,
    Precision: precision,
    Scale: scale,
    Nullable: 'UNKNOWN',
    CaseSensitive: type === 'varchar' || type === 'char',
  };
}
