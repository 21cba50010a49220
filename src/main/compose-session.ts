// The services around the accounts: which are kept, which one is in use, and how their connections are made.
import { join } from 'node:path'
import type { AppOptions, AppPorts } from './app-ports.ts'
import type { ConnectApi } from './ports/remote.ts'
import { liveOriginsOf, loopbackOriginsOf } from './remote/origins.ts'
import { type AccountKeeperDeps, createAccountKeeper } from './services/account-keeper.ts'
import { createAccountLooks } from './services/account-looks.ts'
import { type AccountReaderDeps, createAccountReader } from './services/account-reader.ts'
import { type AccountViewDeps, createAccountView } from './services/account-view.ts'
import { createOriginsOf } from './services/accounts.ts'
import { type CandidateDeps, createCandidates } from './services/candidates.ts'
import { createOtherAccounts, type OtherAccountsDeps } from './services/other-accounts.ts'
import { createSession, type SessionDeps } from './services/session.ts'
import { watchWrites } from './services/write-watch.ts'

type Core = Omit<AccountKeeperDeps, 'originsOf'> &
  AccountViewDeps &
  AccountReaderDeps &
  Pick<OtherAccountsDeps, 'presence'> &
  Pick<CandidateDeps, 'changes'> &
  Omit<
    SessionDeps,
    | 'candidates'
    | 'connectApi'
    | 'startSandbox'
    | 'sandboxOriginsOf'
    | 'keeper'
    | 'others'
    | 'view'
    | 'writesIdle'
  >

export function composeSession(
  core: Core,
  ports: Pick<AppPorts, 'startSandbox'>,
  connectApi: ConnectApi,
  { userDataFolder, developmentUrls }: AppOptions,
) {
  const writes = watchWrites(connectApi)
  const developmentOrigins =
    developmentUrls === null ? null : ({ ...developmentUrls, kind: 'development' } as const)
  const keeper = createAccountKeeper({
    ...core,
    originsOf: createOriginsOf(developmentOrigins, liveOriginsOf),
  })
  const places = {
    connectApi: writes.connectApi,
    startSandbox: () => ports.startSandbox(join(userDataFolder, 'sandbox.db')),
    sandboxOriginsOf: (url: string) => loopbackOriginsOf('sandbox', url),
  }
  const others = createOtherAccounts({ ...core, connectApi, keeper, reader: createAccountReader(core) })
  const session = createSession({
    ...core,
    ...places,
    others,
    candidates: createCandidates({ ...core, ...places, liveOriginsOf, developmentOrigins }),
    view: createAccountView(core),
    keeper,
    writesIdle: writes.idle,
  })
  return { session, otherAccounts: others, accountLooks: createAccountLooks({ ...core, keeper }) }
}
