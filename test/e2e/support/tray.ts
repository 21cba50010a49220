// Reads and clicks the tray's menu as a person does: by the labels in it.
import type { MenuEntry, RunningApp } from '../../electron/running-app.ts'
import { eventually } from './eventually.ts'

export interface TrayDriver {
  /** Revokes from the tray and answers its native question with yes. */
  readonly revoke: (name: string) => Promise<void>
  /** Where the menu offers to revoke the key, to be clicked; it follows the table within a moment. */
  readonly pathToRevoke: (name: string) => Promise<readonly string[]>
  /** All labels of the menu, with those of submenus as `parent > child`. */
  readonly labels: () => Promise<readonly string[]>
}

const revokeLabel = 'Revoke a key'

export function createTrayDriver(running: RunningApp): TrayDriver {
  const paths = async () => flatten((await running.tray.menu()) ?? [])
  const pathToRevoke = (name: string) =>
    eventually(async () => {
      const path = (await paths()).find(
        ([first, ...rest]) => first === revokeLabel && rest.at(-1)?.startsWith(`${name} (`),
      )
      if (path === undefined) throw new Error(`the tray does not offer to revoke ${name}`)
      return path
    })
  return {
    pathToRevoke,
    revoke: async (name) => {
      const path = await pathToRevoke(name)
      await running.dialogs.answerNext('Revoke key')
      await running.tray.click(...path)
    },
    labels: async () => (await paths()).map((path) => path.join(' > ')),
  }
}

function flatten(entries: readonly MenuEntry[], parents: readonly string[] = []): string[][] {
  return entries.flatMap(({ label, items }) => {
    const path = [...parents, label]
    return [path, ...flatten(items, path)]
  })
}
