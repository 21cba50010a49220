// What only the window knows: open dialog, search, filters, selection and the messages on screen.
import { create } from 'zustand'
import type { KeyDraft } from '../../shared/domain/api-key.ts'
import { describeError } from '../../shared/domain/error-words.ts'
import { type KeyFilters, noFilters } from '../../shared/domain/search.ts'
import type { AppError } from '../../shared/errors.ts'

type OpenDialog =
  | { readonly kind: 'createKey'; readonly draft?: Partial<KeyDraft> }
  | { readonly kind: 'editKey'; readonly keyId: string }
  | { readonly kind: 'revokeKeys'; readonly keyIds: readonly string[] }
  | { readonly kind: 'unstoredValue'; readonly keyId: string }
  | { readonly kind: 'settings' }
  | { readonly kind: 'shortcuts' }

interface Message {
  readonly id: number
  readonly tone: 'good' | 'danger'
  readonly title: string
  readonly detail?: string
}

interface UiState {
  readonly dialog: OpenDialog | null
  readonly query: string
  readonly filters: KeyFilters
  readonly selectedIds: ReadonlySet<string>
  /** The highlighted row: arrows move it, shortcuts act on it. */
  readonly activeId: string | null
  readonly messages: readonly Message[]
  /** The connect view stands over a connection whose admin key is no longer accepted. */
  readonly isReconnecting: boolean
  /** What screen readers are told next; a new id has it read again. */
  readonly announcement: { readonly id: number; readonly text: string } | null
}

const initialState: UiState = {
  dialog: null,
  query: '',
  filters: noFilters,
  selectedIds: new Set(),
  activeId: null,
  messages: [],
  isReconnecting: false,
  announcement: null,
}

export const useUiState = create<UiState>(() => initialState)

const { setState, getState } = useUiState
let lastId = 0
const nextId = () => {
  lastId += 1
  return lastId
}

export function openDialog(dialog: OpenDialog): void {
  setState({ dialog })
}

export function closeDialog(): void {
  setState({ dialog: null })
}

export function setQuery(query: string): void {
  setState({ query })
}

export function changeFilters(changes: Partial<KeyFilters>): void {
  setState(({ filters }) => ({ filters: { ...filters, ...changes }, selectedIds: new Set() }))
}

export function clearSearch(): void {
  setState({ query: '', filters: noFilters })
}

export function select(selectedIds: ReadonlySet<string>): void {
  setState({ selectedIds })
}

export function setActive(activeId: string | null): void {
  setState({ activeId })
}

export function setReconnecting(isReconnecting: boolean): void {
  setState({ isReconnecting })
}

/** Forgets what belongs to one account: dialog, search, selection. Messages stay. */
export function resetView(): void {
  const { messages, announcement } = getState()
  setState({ ...initialState, messages, announcement })
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

/** Shows and announces a failure in the words of every other place; it stays until dismissed. */
export function tellProblem(error: AppError): void {
  const { title, effect, advice } = describeError(error)
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
