// Every page outside the app that Latchkey may open; the renderer names an id, never an address.

import { services } from './integrations.ts'

const ownLinks = {
  adminKeyGuide: 'https://io.net/docs/guides/intelligence/api-keys-and-secrets',
  subKeysGuide: 'https://io.net/docs/guides/intelligence/sub-api-keys',
  webConsole: 'https://ai.io.net/ai/api-keys',
} as const satisfies Record<string, `https://${string}`>

/** Where a service's credential is made. */
export type ServiceLinkId = `service.${string}`
export type LinkId = keyof typeof ownLinks | ServiceLinkId

export const links: Readonly<Record<LinkId, string>> = {
  ...ownLinks,
  ...Object.fromEntries(
    services.flatMap(({ id, createUrl }) => (createUrl === null ? [] : [[serviceLinkId(id), createUrl]])),
  ),
}
export const linkIds = Object.keys(links) as [LinkId, ...LinkId[]]

export function serviceLinkId(serviceId: string): ServiceLinkId {
  return `service.${serviceId}`
}
