// Entry of the quick window: the same feed of main's state, and a view of its own.
import './strict-policy.ts'
import './styles/main.css'
import { QuickApp } from './features/quick/quick-app.tsx'
import { startPage } from './start-page.tsx'

startPage(<QuickApp />)
