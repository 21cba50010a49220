// What only the window knows: section, open dialog, search, filters, selection and the messages on screen.
import { create } from 'zustand'
import type { ActivityGroup } from '../../shared/domain/activity-groups.ts'
import type { KeyDraft } from '../../shared/domain/api-key.ts'
import { describeError } from '../../shared/domain/error-words.ts'
import type { FindingKind } from '../../shared/domain/ignored-findings.ts'
import type { RemedyKind } from '../../shared/domain/remedy.ts'
import type { ViewSection } from '../../shared/domain/saved-views.ts'
import { type KeyFilters, noFilters } from '../../shared/domain/search.ts'
import { noSecretFilters, type SecretFilters } from '../../shared/domain/secret-search.ts'
import type { SavedView } from '../../shared/domain/settings.ts'
import type { AppError } from '../../shared/errors.ts'

/** The parts of the window that the bar at its upper edge chooses from. */
export type Section = 'keys' | 'secrets' | 'agents' | 'usage' | 'timeline' | 'hygiene' | 'history'

/** What the form for a new secret starts with. */
export interface SecretStart {
  readonly serviceId?: string
  readonly toolName?: string
  readonly toolArg?: string
  /** Take the value from the sealed copy of this secret. */
  readonly fromSecretId?: string
}

/** The pages of the settings. */
export type SettingsPage = 'general' | 'values' | 'security' | 'reminders' | 'accounts' | 'network' | 'data'

/** Whom a finding of hygiene is about and what it rests on, in words that are safe to show. */
export interface SubjectOfFinding {
  readonly id: string
  readonly name: string
  readonly identifier: string
  readonly evidence: string
}

type OpenDialog =
  | { readonly kind: 'createKey'; readonly draft?: Partial<KeyDraft> }
  | { readonly kind: 'editKey'; readonly keyId: string }
  | { readonly kind: 'revokeKeys'; readonly keyIds: readonly string[] }
  | { readonly kind: 'unstoredValue'; readonly keyId: string }
  | { readonly kind: 'addSecret'; readonly start?: SecretStart }
  | { readonly kind: 'editSecret'; readonly secretId: string }
  | { readonly kind: 'replaceValue'; readonly secretIds: readonly string[] }
  | { readonly kind: 'deleteSecrets'; readonly secretIds: readonly string[] }
  /** Is this the value that is set? */
  | { readonly kind: 'compareValue'; readonly secretId: string }
  | { readonly kind: 'whichSecret'; readonly toolName?: string; readonly toolArg?: string }
  /** Choose one of the secrets for what an agent needs. */
  | { readonly kind: 'useExistingSecret'; readonly serviceId: string; readonly toolArg: string }
  | { readonly kind: 'freezeKeys'; readonly keyIds: readonly string[]; readonly change: 'freeze' | 'thaw' }
  | { readonly kind: 'rotateKey'; readonly keyId: string }
  | { readonly kind: 'notes'; readonly noun: 'key' | 'secret'; readonly ids: readonly string[] }
  /** `sorting`: as the table has it now; it need not be in the settings yet. */
  | { readonly kind: 'saveView'; readonly section: ViewSection; readonly sorting: SavedView['sorting'] }
  | { readonly kind: 'manageViews'; readonly section: ViewSection }
  /** Changes keys as a finding of hygiene suggests. */
  | { readonly kind: 'remedy'; readonly remedy: RemedyKind; readonly keyIds: readonly string[] }
  /** For which of these keys or secrets a finding is ignored; the rows are the first of so many. */
  | {
      readonly kind: 'ignoreFindings'
      readonly finding: FindingKind
      readonly rows: readonly SubjectOfFinding[]
      readonly count: number
    }
  | { readonly kind: 'identify'; readonly text?: string }
  | { readonly kind: 'panic' }
  /** Before the account in use is let go. */
  | { readonly kind: 'disconnect' }
  | { readonly kind: 'palette' }
  | { readonly kind: 'settings'; readonly page?: SettingsPage }
  | { readonly kind: 'shortcuts' }

interface Message {
  readonly id: number
  readonly tone: 'good' | 'danger'
  readonly title: string
  readonly detail?: string
}

/** What narrows the list of agents besides the search; of several tags one is enough. */
export interface AgentFilters {
  readonly tags: ReadonlySet<string>
  /** Only agents for which something that they need is not set. */
  readonly isMissing: boolean
}

const noAgentFilters: AgentFilters = { tags: new Set(), isMissing: false }

/** What the history shows, and what narrows it besides the search; of several groups one is enough. */
export interface HistoryFilters {
  readonly shows: 'activity' | 'ended'
  readonly groups: ReadonlySet<ActivityGroup>
  /** Only what concerns this one key or secret. */
  readonly subject: { readonly id: string; readonly name: string } | null
}

export const noHistoryFilters: HistoryFilters = { shows: 'activity', groups: new Set(), subject: null }

/** What a searchable table or list remembers while another section is shown. */
interface TableState {
  readonly query: string
  readonly selectedIds: ReadonlySet<string>
  /** The highlighted row: arrows move it, shortcuts act on it. */
  readonly activeId: string | null
}

interface UiState {
  readonly section: Section
  readonly dialog: OpenDialog | null
  readonly tables: Readonly<Record<Section, TableState>>
  readonly keyFilters: KeyFilters
  readonly secretFilters: SecretFilters
  readonly agentFilters: AgentFilters
  readonly historyFilters: HistoryFilters
  readonly messages: readonly Message[]
  /** The connect view stands over a connection, to renew it or to add another account beside it. */
  readonly isReconnecting: boolean
  readonly connectPurpose: 'again' | 'another'
  /** What screen readers are told next; a new id has it read again. */
  readonly announcement: { readonly id: number; readonly text: string } | null
}

const emptyTable: TableState = { query: '', selectedIds: new Set(), activeId: null }

const initialState: UiState = {
  section: 'keys',
  dialog: null,
  tables: {
    keys: emptyTable,
    secrets: emptyTable,
    agents: emptyTable,
    usage: emptyTable,
    timeline: emptyTable,
    hygiene: emptyTable,
    history: emptyTable,
  },
  keyFilters: noFilters,
  secretFilters: noSecretFilters,
  agentFilters: noAgentFilters,
  historyFilters: noHistoryFilters,
  messages: [],
  isReconnecting: false,
  connectPurpose: 'again',
  announcement: null,
}

export const useUiState = create<UiState>(() => initialState)

const { setState, getState } = useUiState
let lastId = 0
const nextId = () => {
  lastId += 1
  return lastId
}

export function showSection(section: Section): void {
  setState({ section, isReconnecting: false })
}

export function openDialog(dialog: OpenDialog): void {
  setState({ dialog })
}

export function closeDialog(): void {
  setState({ dialog: null })
}

function changeTable(section: Section, changes: Partial<TableState>): void {
  setState(({ tables }) => ({ tables: { ...tables, [section]: { ...tables[section], ...changes } } }))
}

export function setQuery(section: Section, query: string): void {
  changeTable(section, { query })
}

/** Another choice of filters takes the selection off: it may not hold what is no longer shown. */
export function changeFilters(changes: Partial<KeyFilters>): void {
  setState(({ keyFilters }) => ({ keyFilters: { ...keyFilters, ...changes } }))
  select('keys', new Set())
}

export function changeSecretFilters(changes: Partial<SecretFilters>): void {
  setState(({ secretFilters }) => ({ secretFilters: { ...secretFilters, ...changes } }))
  select('secrets', new Set())
}

export function changeAgentFilters(changes: Partial<AgentFilters>): void {
  setState(({ agentFilters }) => ({ agentFilters: { ...agentFilters, ...changes } }))
}

export function changeHistoryFilters(changes: Partial<HistoryFilters>): void {
  setState(({ historyFilters }) => ({ historyFilters: { ...historyFilters, ...changes } }))
}

/** Takes search and filters of one section off. */
export function clearSearch(section: Section): void {
  changeTable(section, { query: '' })
  if (section === 'keys') setState({ keyFilters: noFilters })
  if (section === 'secrets') setState({ secretFilters: noSecretFilters })
  if (section === 'agents') setState({ agentFilters: noAgentFilters })
  if (section === 'history') changeHistoryFilters({ groups: new Set(), subject: null })
}

export function select(section: Section, selectedIds: ReadonlySet<string>): void {
  changeTable(section, { selectedIds })
}

export function setActive(section: Section, activeId: string | null): void {
  changeTable(section, { activeId })
}

export function setReconnecting(isReconnecting: boolean): void {
  setState({ isReconnecting, connectPurpose: 'again' })
}

/** Shows the connect view for an account beside those that are kept. */
export function addAccount(): void {
  setState({ isReconnecting: true, connectPurpose: 'another', dialog: null })
}

/** Forgets what belongs to one account: dialog, search, selection. Section and messages stay. */
export function resetView(): void {
  const { section, messages, announcement } = getState()
  setState({ ...initialState, section, messages, announcement })
}

/** Forgets everything: nothing of it may be seen once Latchkey is locked. */
export function forgetView(): void {
  setState(initialState)
}

/** Has screen readers read a sentence. */
export function announce(text: string): void {
  setState({ announcement: { id: nextId(), text } })
}

/** Shows and announces that something was done. */
export function tellSuccess(title: string, detail?: string): void {
  show({ id: nextId(), tone: 'good', title, ...(detail ? { detail } : {}) })
}

/** Shows and announces that something was not done. */
export function tellRefusal(title: string, detail?: string): void {
  show({ id: nextId(), tone: 'danger', title, ...(detail ? { detail } : {}) })
}

/** Shows and announces that something is gone, but for bytes in a file that another program reads just now. */
export function tellTraces(title: string): void {
  const detail =
    'Another program reads Latchkey’s files. Close it and start Latchkey again: then no trace stays in them.'
  tellRefusal(title, detail)
}

/** Shows and announces a failure in the words of every other place; it stays until dismissed. */
export function tellProblem(error: AppError, subject: 'key' | 'secret' = 'key'): void {
  const { title, effect, advice } = describeError(error, subject)
  tellRefusal(title, `${effect} ${advice}`)
}

export function dismissMessage(id: number): void {
  setState(({ messages }) => ({ messages: messages.filter((message) => message.id !== id) }))
}

/** Old messages make room: more than three at once are not read. */
function show(message: Message): void {
  setState(({ messages }) => ({ messages: [...messages.slice(-2), message] }))
  announce([message.title, message.detail].filter(Boolean).join('. '))
}
