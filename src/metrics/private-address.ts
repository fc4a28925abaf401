import { BlockList, isIP } from 'node:net';

/** Networks that nobody on the internet is in. https://www.rfc-editor.org/rfc/rfc1918 https://www.rfc-editor.org/rfc/rfc4193 */
const PRIVATE = new BlockList();
PRIVATE.addSubnet('10.0.0.0', 8);
PRIVATE.addSubnet('172.16.0.0', 12);
PRIVATE.addSubnet('192.168.0.0', 16);
PRIVATE.addSubnet('127.0.0.0', 8);
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addAddress('::1', 'ipv6');

/** Whether all addresses of an `X-Forwarded-For` header are in a private network; true without one. */
export function isPrivate(forwardedFor: string | readonly string[] | undefined): boolean {
  const addresses = [forwardedFor ?? []].flat().flatMap((header) => header.split(','));
  return addresses.every((written) => {
    const address = written.trim().replace(/^::ffff:/, '');
    const version = isIP(address);
    return version !== 0 && PRIVATE.check(address, version === 4 ? 'ipv4' : 'ipv6');
  });
}
