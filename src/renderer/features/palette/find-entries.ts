// The first list of the palette: actions, keys, secrets and agents that a query finds, or what is likely wanted.
import { Bot, Cable, KeyRound } from 'lucide-react'
import { foldText } from '../../../shared/domain/search.ts'
import type { Agent } from '../../../shared/domain/secret.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { KeyRow, SecretRow } from '../../state/app-state.ts'
import { shownAgentName } from '../agents/agent-needs.ts'
import { shownName } from '../api-keys/key-status.ts'
import { shownSecretName } from '../secrets/secret-words.ts'
import { showRow } from '../shell/show-row.ts'
import { type PaletteAction, paletteActions } from './actions.ts'
import { type Entry, subjectId } from './entry.ts'
import { type Ranked, rank, type Source } from './ranking.ts'

export interface Rows {
  readonly snapshot: Snapshot
  readonly keys: ReadonlyMap<string, KeyRow>
  readonly secrets: ReadonlyMap<string, SecretRow>
}

export const maxEntries = 50
const maxFavourites = 8

/** Everything that a query finds. */
export function findEntries({ snapshot, keys, secrets }: Rows, query: string): Ranked<Entry> {
  const sources = [
    actionSource(paletteActions(snapshot)),
    ...(snapshot.account ? [...rowSources(keys, secrets), agentSource(snapshot.agents)] : []),
  ]
  return rank(sources, query, maxEntries)
}

/** Only what has a value to copy: keys and secrets. */
export function findRows({ keys, secrets }: Pick<Rows, 'keys' | 'secrets'>, query: string): Ranked<Entry> {
  return rank(rowSources(keys, secrets), query, maxEntries)
}

/** Before anything is typed: what was chosen lately, then favourites. */
export function likelyRows(
  { keys, secrets }: Pick<Rows, 'keys' | 'secrets'>,
  recentIds: readonly string[],
): readonly Entry[] {
  const byId = (id: string): Entry[] => {
    const [kind, rowId = ''] = [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)]
    const key = kind === 'key' ? keys.get(rowId) : undefined
    const secret = kind === 'secret' ? secrets.get(rowId) : undefined
    return [...(key ? [keyEntry(key)] : []), ...(secret ? [secretEntry(secret)] : [])]
  }
  const recent = recentIds.flatMap(byId).map((entry) => ({ ...entry, heading: 'Recent' }))
  const listed = new Set(recentIds)
  const favourites = favouriteRows({ keys, secrets }, (entry) => !listed.has(entry.id))
  return [...recent, ...favourites.map((entry) => ({ ...entry, heading: 'Favourites' }))]
}

/** As many as are looked through at a glance, keys first; one that has ended is none any more. */
function favouriteRows(
  { keys, secrets }: Pick<Rows, 'keys' | 'secrets'>,
  isWanted: (entry: Entry) => boolean,
): readonly Entry[] {
  const favourites: Entry[] = []
  const add = (entry: Entry) => {
    if (isWanted(entry)) favourites.push(entry)
  }
  for (const row of keys.values()) {
    if (favourites.length >= maxFavourites) break
    if (row.key.notes.isFavourite && !row.key.ending) add(keyEntry(row))
  }
  for (const row of secrets.values()) {
    if (favourites.length >= maxFavourites) break
    if (row.secret.notes.isFavourite) add(secretEntry(row))
  }
  return favourites
}

/** The same with every action below. */
export function likelyEntries(rows: Rows, recentIds: readonly string[]): readonly Entry[] {
  const actions = paletteActions(rows.snapshot).map((action) => ({
    ...actionEntry(action),
    heading: 'Actions',
  }))
  return [...(rows.snapshot.account ? likelyRows(rows, recentIds) : []), ...actions]
}

function rowSources(keys: Rows['keys'], secrets: Rows['secrets']): readonly Source<Entry>[] {
  return [
    {
      rows: keys.values(),
      find: (row: KeyRow) => ({
        text: row.searchText,
        nameLength: row.key.name.length,
        isFavourite: row.key.notes.isFavourite,
        isOver: row.key.ending !== null,
        make: () => keyEntry(row),
      }),
    },
    {
      rows: secrets.values(),
      find: (row: SecretRow) => ({
        text: row.searchText,
        nameLength: row.secret.name.length,
        isFavourite: row.secret.notes.isFavourite,
        make: () => secretEntry(row),
      }),
    },
  ]
}

function actionSource(actions: readonly PaletteAction[]): Source<Entry> {
  return {
    rows: actions,
    find: (action: PaletteAction) => ({
      text: foldText(`${action.title}\n${action.words}`),
      nameLength: action.title.length,
      make: () => actionEntry(action),
    }),
  }
}

function agentSource(agents: readonly Agent[]): Source<Entry> {
  return {
    rows: agents,
    find: (agent: Agent) => ({
      text: foldText([agent.name || agent.id, agent.id, ...agent.tags].join('\n')),
      nameLength: (agent.name || agent.id).length,
      make: () => agentEntry(agent),
    }),
  }
}

function actionEntry({ id, title, icon, keys, reason, run }: PaletteAction): Entry {
  return {
    ...{ id: `action:${id}`, title, icon, reason: reason ?? null, choice: { kind: 'run', run } },
    ...(keys ? { keys } : {}),
  }
}

function keyEntry({ key }: KeyRow): Entry {
  const subject = { kind: 'key', id: key.id } as const
  return {
    id: subjectId(subject),
    title: shownName(key),
    icon: KeyRound,
    detail: visibleText(key.display, 40),
    aside: key.ending ? 'API key, ended' : key.frozen ? 'API key, frozen' : 'API key',
    choice: { kind: 'open', subject },
  }
}

function secretEntry({ secret }: SecretRow): Entry {
  const subject = { kind: 'secret', id: secret.id } as const
  return {
    id: subjectId(subject),
    title: shownSecretName(secret),
    icon: Cable,
    ...(secret.toolName ? { detail: visibleText(secret.toolName, 40) } : {}),
    aside: 'Secret',
    choice: { kind: 'open', subject },
  }
}

function agentEntry(agent: Agent): Entry {
  return {
    id: `agent:${agent.id}`,
    title: shownAgentName(agent),
    icon: Bot,
    aside: 'Agent',
    choice: { kind: 'run', run: () => showRow('agents', agent.id) },
  }
}
