/** Whether the address of a connection's other end, as Node writes it, is on this machine: `127.0.0.1`, `::1`, `::ffff:127.0.0.1`. */
export function isLoopback(address: string | undefined): boolean {
  return /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address ?? '');
}
