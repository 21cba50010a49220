// Entry of the window: starts the feed of main's state and draws the app.
import './strict-policy.ts'
import './styles/main.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { useAppState } from './state/app-state.ts'
import { commands, onPatched } from './state/commands.ts'
import { startFeed } from './state/feed.ts'

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
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
