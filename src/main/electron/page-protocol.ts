// Serves the page: exactly the files that the build listed, with the strictest policy a page can have.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Session } from 'electron/main'
import { pageHost, pageScheme } from './page-address.ts'

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "frame-src 'none'",
  "worker-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const commonHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  png: 'image/png',
  svg: 'image/svg+xml',
}

export type PageHandler = (request: Pick<Request, 'method' | 'url'>) => Response

/**
 * Answers GET requests for the files listed in `<folder>/files.json` and nothing else: the path of a request
 * is only ever looked up in that list, so no path can lead outside of it.
 */
export function createPageHandler(folder: string): PageHandler {
  const listed: unknown = JSON.parse(readFileSync(join(folder, 'files.json'), 'utf8'))
  if (!Array.isArray(listed)) throw new Error('the list of page files is damaged')
  const files = new Map<string, string>(
    listed.map((file) => [`/${String(file)}`, join(folder, String(file))]),
  )
  return ({ method, url }) => {
    const file = method === 'GET' ? files.get(requestedPath(url) ?? '') : undefined
    if (file === undefined) return new Response('Not found', { status: 404, headers: commonHeaders })
    const type = types[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
    return new Response(new Uint8Array(readFileSync(file)), {
      headers: { ...commonHeaders, 'content-type': type },
    })
  }
}

/** The path as written, or null for another host or scheme: `app:` URLs all share the origin "null". */
function requestedPath(url: string): string | null {
  const prefix = `${pageScheme}://${pageHost}/`
  return url.startsWith(prefix) ? `/${url.slice(prefix.length).replace(/[?#].*$/s, '')}` : null
}

/** Registers the handler on the very session that the window uses. */
export function servePage(session: Session, folder: string): void {
  session.protocol.handle(pageScheme, createPageHandler(folder))
}
