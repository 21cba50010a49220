// Draws every icon in resources/ from its two SVG sources: the app's, and the tray's in coloured and template form.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright'
import { chromiumSwitches, ensureChromium } from './find-chromium.ts'

const folder = join(import.meta.dirname, '../resources')
const appIcon = await readFile(join(folder, 'icon.svg'), 'utf8')
const trayIcon = await readFile(join(folder, 'tray.svg'), 'utf8')
const coloured = trayIcon.replace('currentColor', '#5b86ff')
const template = trayIcon.replace('currentColor', '#000000')

const browser = await chromium.launch({
  executablePath: ensureChromium(console.log),
  args: [...chromiumSwitches()],
})
const drawings: readonly [name: string, svg: string, size: number][] = [
  ['icon.png', appIcon, 1024],
  ['tray.png', coloured, 16],
  ['tray@2x.png', coloured, 32],
  ['trayTemplate.png', template, 16],
  ['trayTemplate@2x.png', template, 32],
]
for (const [name, svg, size] of drawings) await writeFile(join(folder, name), await draw(browser, svg, size))
const sizes = [16, 20, 24, 32, 48]
const images = await Promise.all(
  sizes.map(async (size) => ({ size, png: await draw(browser, coloured, size) })),
)
await writeFile(join(folder, 'tray.ico'), windowsIcon(images))
await browser.close()

async function draw(browser: Browser, svg: string, size: number): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  )
  const png = await page.screenshot({ omitBackground: true })
  await page.close()
  return png
}

/** An .ico file is a directory of PNG images. */
function windowsIcon(images: readonly { size: number; png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * images.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length
  for (const [index, { size, png }] of images.entries()) {
    const at = 6 + 16 * index
    header.writeUInt8(size, at)
    header.writeUInt8(size, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...images.map(({ png }) => png)])
}
