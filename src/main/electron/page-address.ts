// The addresses of the app's two pages, and what they may load.

export const pageScheme = 'app'
export const pageHost = 'bundle'
export const pageAddress = `${pageScheme}://${pageHost}/index.html`
export const quickPageAddress = `${pageScheme}://${pageHost}/quick.html`

/** Whether a page may load an address: only our own files; everything else it knows comes over IPC. */
export function isPageRequest(url: string): boolean {
  return url.startsWith(`${pageScheme}://`)
}
