// Entry of the main process. It stays synchronous: Electron emits `ready` only after this module has settled.
import { bootstrap } from './electron/bootstrap.ts'

bootstrap()
