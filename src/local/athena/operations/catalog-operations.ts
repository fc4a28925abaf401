import type { LakeColumn } from '../lake/column.ts';
import type { Engine } from '../lake/engine.ts';
import type { LakeTable } from '../lake/lake-table.ts';
import type { Input } from '../protocol/input.ts';
import type { Operations } from '../protocol/protocol.ts';

import { hiveName } from '../lake/hive.ts';
import { locationOf } from '../lake/lake.ts';
import { ApiError, invalid } from '../protocol/api-error.ts';
import { findText, pageOf, readText } from '../protocol/input.ts';
import { databasesOf, tablesOf } from '../queries/utility-statement.ts';

const CATALOG = { CatalogName: 'AwsDataCatalog', Type: 'GLUE' };

/** Creates Athena's operations on catalogs, databases and tables, which answer from the present files of the lake. */
export function catalogOperations(engine: Engine): Operations {
  function readLake(input: Input) {
    checkCatalog(readText(input, 'CatalogName', { min: 1, max: 256 }));
    return engine.refresh();
  }

  async function readTables(input: Input): Promise<LakeTable[]> {
    const lake = await readLake(input);
    const database = readText(input, 'DatabaseName', { min: 1, max: 128 }).toLowerCase();
    if (!databasesOf(lake).includes(database)) throw notFound(`Database ${database} not found.`);
    return tablesOf(lake, database).filter(({ unreadable }) => unreadable === undefined);
  }

  return {
    ListDataCatalogs: () => ({ DataCatalogsSummary: [CATALOG] }),
    GetDataCatalog(input) {
      checkCatalog(readText(input, 'Name'));
      return { DataCatalog: { Name: CATALOG.CatalogName, Type: CATALOG.Type, Parameters: {} } };
    },
    async ListDatabases(input) {
      const { items, NextToken } = pageOf(databasesOf(await readLake(input)), input);
      return { DatabaseList: items.map((name) => ({ Name: name })), NextToken };
    },
    async GetDatabase(input) {
      const name = readText(input, 'DatabaseName').toLowerCase();
      if (!databasesOf(await readLake(input)).includes(name)) throw notFound(`Database ${name} not found.`);
      return { Database: { Name: name } };
    },
    async ListTableMetadata(input) {
      const matches = expressionOf(findText(input, 'Expression', { max: 256 }));
      const tables = (await readTables(input)).filter(({ name }) => matches(name));
      const { items, NextToken } = pageOf(
        tables.sort((a, b) => (a.name < b.name ? -1 : 1)),
        input,
      );
      return { TableMetadataList: items.map(describeTable), NextToken };
    },
    async GetTableMetadata(input) {
      const name = readText(input, 'TableName', { min: 1, max: 128 }).toLowerCase();
      const table = (await readTables(input)).find((each) => each.name === name);
      if (!table) throw notFound('Entity Not Found');
      return { TableMetadata: describeTable(table) };
    },
  };
}

function checkCatalog(name: string): void {
  if (name.toLowerCase() === CATALOG.CatalogName.toLowerCase()) return;
  throw invalid(`Data catalog ${name} was not found`, 'DATACATALOG_NOT_FOUND');
}

function describeTable(table: LakeTable) {
  const modifiedMs = Math.max(...table.files.map((file) => file.modifiedMs));
  const columns = (list: readonly LakeColumn[]) => list.map(({ name, type }) => ({ Name: name, Type: hiveName(type) }));
  return {
    Name: table.name,
    CreateTime: modifiedMs / 1000,
    LastAccessTime: 0,
    TableType: 'EXTERNAL_TABLE',
    Columns: columns(table.columns),
    PartitionKeys: columns(table.partitionKeys),
    Parameters: { EXTERNAL: 'TRUE', classification: table.format, location: locationOf(table) },
  };
}

function expressionOf(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) return () => true;
  try {
    const whole = new RegExp(`^(?:${pattern.replace(/(?<!\.)\*/g, '.*')})$`, 'i');
    return (name) => whole.test(name);
  } catch {
    throw invalid(`The expression ${pattern} is not a regular expression.`);
  }
}

function notFound(what: string): ApiError {
  return new ApiError('MetadataException', `EntityNotFoundException: ${what}`);
}
