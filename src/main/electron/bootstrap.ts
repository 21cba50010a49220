// Everything Electron wants before `ready`, in its order: name, environment, lock, schemes, sandbox, menu.
import { app, Menu, protocol } from 'electron/main'
import { appId } from './app-id.ts'
import { applicationMenu } from './application-menu.ts'
import { handleFatalErrors } from './fatal-errors.ts'
import { pageScheme } from './page-address.ts'
import { refusedSwitch } from './refused-switches.ts'

/** The keychain item and the user-data folder carry this name: changing it orphans every sealed value. */
const appName = 'Latchkey'

/** Runs once, synchronously, from the entry; everything that needs `ready` happens in boot.ts. */
export function bootstrap(): void {
  handleFatalErrors()
  app.setName(appName)
  // It would make every HTTPS connection accept any certificate, and no fuse covers it.
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
  const refused = app.isPackaged ? refusedSwitch(process.argv) : null
  if (refused !== null) {
    process.stderr.write(`latchkey: ${refused} would weaken the protection of your keys, so it is refused\n`)
    app.exit(1)
    return
  }
  // The lock comes before any file is opened: two writers on one vault are worse than a second window.
  if (!app.requestSingleInstanceLock()) {
    app.exit(0)
    return
  }
  app.setAppUserModelId(appId)
  if (process.platform === 'linux') app.setDesktopName(`${appId}.desktop`)
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, codeCache: true } },
  ])
  app.enableSandbox()
  Menu.setApplicationMenu(applicationMenu())
  app.whenReady().then(async () => {
    const { boot } = await import('./boot.ts')
    await boot()
  })
}
