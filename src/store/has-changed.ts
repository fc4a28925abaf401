/** Executes an insert that does nothing when its key is taken; resolves to whether a row was inserted. */
export async function hasInserted(insert: {
  readonly executeTakeFirst: () => Promise<{ readonly numInsertedOrUpdatedRows?: bigint | undefined }>;
}): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await insert.executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

/** Executes an update; resolves to whether a row was changed. */
export async function hasUpdated(update: {
  readonly executeTakeFirst: () => Promise<{ readonly numUpdatedRows: bigint }>;
}): Promise<boolean> {
  const { numUpdatedRows } = await update.executeTakeFirst();
  return numUpdatedRows > 0n;
}
