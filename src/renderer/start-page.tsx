// What both pages begin with: the feed of main's state, and the drawing of a view into the document.
import { type ReactElement, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { useAppState } from './state/app-state.ts'
import { commands, onPatched } from './state/commands.ts'
import { startFeed } from './state/feed.ts'

/** Called once, by the entry of a page. */
export function startPage(view: ReactElement): void {
  startFeed(
    {
      readSnapshot: commands.app.readSnapshot,
      readKeys: commands.keys.readRows,
      readSecrets: commands.secrets.readRows,
      onPatched,
    },
    useAppState,
  )
  const root = document.getElementById('root')
  if (!root) throw new Error('the page has no root element')
  createRoot(root).render(<StrictMode>{view}</StrictMode>)
}
