// Command-line switches that would open the app to others; a packaged Latchkey does not start with them.

/** Chromium takes a switch with one hyphen like one with two, and on Windows with a slash. */
const prefix = /^(?:--?|\/)/

const refused = [
  '--remote-debugging-port',
  '--remote-debugging-pipe',
  '--remote-debugging-address',
  '--no-sandbox',
  '--disable-seccomp-filter-sandbox',
  '--single-process',
  '--renderer-cmd-prefix',
  '--disable-web-security',
  '--ignore-certificate-errors',
  '--use-mock-keychain',
  '--js-flags',
  '--log-net-log',
  '--load-extension',
]

/** The first refused switch in `argv` (its name, without a value), or null. */
export function refusedSwitch(argv: readonly string[]): string | null {
  for (const argument of argv) {
    const [written = '', value] = argument.toLowerCase().split('=', 2)
    const name = written.replace(prefix, '--')
    if (refused.includes(name)) return name
    if (name === '--password-store' && value?.startsWith('basic')) return '--password-store=basic'
  }
  return null
}
