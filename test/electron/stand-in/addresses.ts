// The app's own scheme as Chromium sees it here: `app://bundle/x` is served at `https://bundle.app.test/x`.

/** The https address at which a custom-scheme address is served; web addresses stay as they are. */
export function toServed(url: string): string {
  const match = /^([a-z][a-z0-9+-]*):\/\/([^/?#]+)(.*)$/is.exec(url)
  const [, scheme = '', host = '', rest = ''] = match ?? []
  if (match === null || /^(https?|file|wss?)$/i.test(scheme)) return url
  return `https://${host}.${scheme}.test${rest}`
}

/** The reverse; the only form that the app and its tests are told. */
export function toOwn(url: string): string {
  const match = /^https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.test(?=$|[/?#])(.*)$/is.exec(url)
  const [, host = '', scheme = '', rest = ''] = match ?? []
  return match === null ? url : `${scheme}://${host}${rest}`
}

/** `app://bundle` for the app's pages: what Electron reports of a standard scheme. */
export function originOf(url: string): string {
  return /^[a-z][a-z0-9+-]*:\/\/[^/?#]+/i.exec(url)?.[0] ?? 'null'
}
