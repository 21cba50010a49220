// Opens pages outside the app: only the constants of shared/domain/links.ts.
import { shell } from 'electron/common'
import { links } from '../../shared/domain/links.ts'
import type { Links } from '../ports/system.ts'

export function createLinks(): Links {
  return {
    open: async (link) => {
      const url = links[link]
      if (url === undefined) throw new Error('no link of that name')
      await shell.openExternal(url)
    },
  }
}
