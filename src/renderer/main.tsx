// Entry of the main window.
import './strict-policy.ts'
import './styles/main.css'
import { App } from './app.tsx'
import { startPage } from './start-page.tsx'

startPage(<App />)
