import ipaddr from 'ipaddr.js'

/** Networks in CIDR notation, `10.1.0.0/16`. Throws on what is none. */
export type Networks = readonly string[]

/**
 * Whether the server may connect to this address: public unicast ones, and those in the given networks. Loopback, private, link-local
 * (with the metadata services of clouds), multicast, carrier and reserved ranges are out, also when they come as IPv4 inside of IPv6
 * (mapped, 6to4, NAT64, Teredo).
 */
export function isReachable(address: string, networks: Networks): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return parsed.range() === 'unicast' || networks.some((network) => isWithin(parsed, network))
}

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, network: string): boolean {
  const [base, bits] = ipaddr.parseCIDR(network)
  return base.kind() === address.kind() && (address as ipaddr.IPv4).match(base as ipaddr.IPv4, bits)
}

/** Throws where one of them is no network. */
export const checkNetworks = (networks: Networks): void => {
  for (const network of networks) ipaddr.parseCIDR(network)
}
