/** How a call was refused, as the SDK tells it. */
export async function refusal(call: Promise<unknown>): Promise<{ name: string; code?: string; message: string }> {
  try {
    await call;
  } catch (error) {
    const { name, message, AthenaErrorCode } = error as Error & { AthenaErrorCode?: string };
    return { name, code: AthenaErrorCode, message };
  }
  throw new Error('the call was not refused');
}
