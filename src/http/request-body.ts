/** Reads a request's whole body. Throws a RangeError when it is longer than `longest` bytes. */
export async function readBody(request: AsyncIterable<Uint8Array>, longest: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > longest) throw new RangeError(`the request is longer than ${longest} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
