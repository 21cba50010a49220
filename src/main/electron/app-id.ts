// The id under which the operating system knows Latchkey.

export const appId = 'io.net.latchkey'
