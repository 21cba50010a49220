// Opens pages outside the app: only the constants of shared/domain/links.ts.
import { shell } from 'electron/common'
import { links } from '../../shared/domain/links.ts'
import type { Links } from '../ports.ts'

export function createLinks(): Links {
  return { open: (link) => shell.openExternal(links[link]) }
}
