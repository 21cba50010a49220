// Every page outside the app that Latchkey may open; the renderer names an id, never an address.

export const links = {
  adminKeyGuide: 'https://io.net/docs/guides/intelligence/api-keys-and-secrets',
  subKeysGuide: 'https://io.net/docs/guides/intelligence/sub-api-keys',
  webConsole: 'https://ai.io.net/ai/api-keys',
} as const satisfies Record<string, `https://${string}`>

export type LinkId = keyof typeof links
export const linkIds = Object.keys(links) as [LinkId, ...LinkId[]]
