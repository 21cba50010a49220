// The address of the app's one page, and what it may load.

export const pageScheme = 'app'
export const pageHost = 'bundle'
export const pageAddress = `${pageScheme}://${pageHost}/index.html`

/** Whether the page may load an address: only its own files; everything else it knows comes over IPC. */
export function isPageRequest(url: string): boolean {
  return url.startsWith(`${pageScheme}://`)
}
