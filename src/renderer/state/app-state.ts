// What main told the window: the snapshot, the key rows and the time by the service's clock.
import { create } from 'zustand'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import { searchableText } from '../../shared/domain/search.ts'
import type { Secret } from '../../shared/domain/secret.ts'
import { searchableSecretText } from '../../shared/domain/secret-search.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import type { AppError } from '../../shared/errors.ts'

/** A key with the text that a search looks at, folded once when the row arrives. */
export interface KeyRow {
  readonly key: ApiKey
  readonly searchText: string
}

/** A secret with the text that a search looks at. */
export interface SecretRow {
  readonly secret: Secret
  readonly searchText: string
}

export interface AppState {
  /** Null until main has answered for the first time. */
  readonly snapshot: Snapshot | null
  /** Why the snapshot could not be read; null while it can. */
  readonly loadProblem: AppError | null
  readonly keys: ReadonlyMap<string, KeyRow>
  readonly secrets: ReadonlyMap<string, SecretRow>
  /** Epoch ms by the service's clock; moves every 15 s, which is as fine as any text shown. */
  readonly now: number
}

export const useAppState = create<AppState>(() => ({
  snapshot: null,
  loadProblem: null,
  keys: new Map(),
  secrets: new Map(),
  now: Date.now(),
}))

/** Reads from the snapshot; only for what is rendered after the first one has come. */
export function useSnapshot<T>(select: (snapshot: Snapshot) => T): T {
  return useAppState(({ snapshot }) => {
    if (!snapshot) throw new Error('the snapshot was read before it came')
    return select(snapshot)
  })
}

/** One key by its id; undefined once it is gone. */
export function useKey(keyId: string): ApiKey | undefined {
  return useAppState((state) => state.keys.get(keyId)?.key)
}

/** One secret by its id; undefined once it is gone. */
export function useSecret(secretId: string): Secret | undefined {
  return useAppState((state) => state.secrets.get(secretId)?.secret)
}

/** Epoch ms by the service's clock, moving every 15 s. */
export function useNow(): number {
  return useAppState((state) => state.now)
}

/** This moment by the service's clock, for what is computed on a click. */
export function serviceNow(): number {
  return Date.now() + (useAppState.getState().snapshot?.sync.clockSkewMs ?? 0)
}

export function toKeyRow(key: ApiKey): KeyRow {
  return { key, searchText: searchableText(key) }
}

export function toSecretRow(secret: Secret): SecretRow {
  return { secret, searchText: searchableSecretText(secret) }
}
