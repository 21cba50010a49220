// Reads what Chromium answers when it is asked for the proxy of an address: "PROXY host:port; DIRECT".

const schemes: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5',
}
const entry = /^([A-Z0-9]+)\s+(\[[0-9a-f:.]+\]|[^\s:/?#@]+):(\d{1,5})$/i

/**
 * The first way that can be taken, as a URL; null means directly. Where every way is of a kind that nothing here
 * can take, the first of them is returned, so that its failure is told: going around a proxy is not for us to
 * decide.
 */
export function proxyOfAnswer(answer: string): string | null {
  const ways = answer.split(';').map((way) => way.trim())
  const urls = ways.flatMap((way) => {
    if (way.toUpperCase() === 'DIRECT') return [null]
    const [, kind = '', host = '', port = ''] = entry.exec(way) ?? []
    const scheme = schemes[kind.toUpperCase()]
    return scheme === undefined ? [] : [`${scheme}://${host}:${port}`]
  })
  const usable = urls.find((url) => url === null || /^https?:/.test(url))
  return usable === undefined ? (urls[0] ?? null) : usable
}
