// What can be done with secrets from the table: each does it, or says why not, and tells the outcome.
import type { Secret } from '../../../shared/domain/secret.ts'
import { useAppState } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { openDialog, type SecretStart, tellProblem, tellRefusal, tellSuccess } from '../../state/ui-state.ts'
import { idsToActOn, openUnlessBlocked, tellValueCopied } from '../table-view/row-actions.ts'
import { quotedSecretName } from './secret-words.ts'

/** `start` fills the form in; a click's event is not one, so call it without in handlers. */
export function addSecret(start?: SecretStart): void {
  openUnlessBlocked(() => openDialog(start ? { kind: 'addSecret', start } : { kind: 'addSecret' }))
}

export function editSecret({ id }: Pick<Secret, 'id'>): void {
  openUnlessBlocked(() => openDialog({ kind: 'editSecret', secretId: id }))
}

/** Asks for the new value of the given secret alone, or of all selected ones. */
export function replaceValue(secret: Pick<Secret, 'id'> | undefined): void {
  replaceValueOf(secret ? [secret.id] : idsToActOn('secrets', undefined))
}

/** Asks for one new value for a secret and all that are known to share its present one. */
export function replaceSharedValue({ id, sharedGroup }: Pick<Secret, 'id' | 'sharedGroup'>): void {
  const others = sharedGroup === null ? [] : idsOfGroup(sharedGroup).filter((other) => other !== id)
  replaceValueOf([id, ...others])
}

function replaceValueOf(ids: readonly string[]): void {
  const secretIds = present(ids)
  if (secretIds.length > 0) openUnlessBlocked(() => openDialog({ kind: 'replaceValue', secretIds }))
  else tellRefusal('No value to replace', 'What was chosen is no longer there.')
}

/** Asks about the secret together with all selected ones where it is one of them; without one about those. */
export function askToDelete(secret: Pick<Secret, 'id'> | undefined): void {
  const ids = idsToActOn('secrets', secret?.id)
  const secretIds = present(ids)
  if (secretIds.length > 0) openUnlessBlocked(() => openDialog({ kind: 'deleteSecrets', secretIds }))
  else if (ids.length > 0) tellRefusal('Nothing to delete', 'What was chosen is no longer there.')
}

/** Is this the value that is set? Nothing is sent for it, so it works offline as well. */
export function compareValue({ id }: Pick<Secret, 'id'>): void {
  openDialog({ kind: 'compareValue', secretId: id })
}

/** Which secret does a tool take? Without a secret the question is open. */
export function askWhichSecret(about?: Pick<Secret, 'toolName' | 'toolArg'>): void {
  openDialog({
    kind: 'whichSecret',
    ...(about?.toolName ? { toolName: about.toolName } : {}),
    ...(about?.toolArg ? { toolArg: about.toolArg } : {}),
  })
}

export async function copyName(secret: Secret): Promise<void> {
  const copied = await commands.secrets.copyName({ secretId: secret.id })
  if (copied.ok) tellSuccess('Name copied', quotedSecretName(secret))
  else tellProblem(copied.error, 'secret')
}

/** The sealed copy goes from main straight to the clipboard; the page never has the value. */
export async function copyValue(secret: Secret): Promise<void> {
  const copied = await commands.secrets.copyValue({ secretId: secret.id })
  if (copied.ok) tellValueCopied(quotedSecretName(secret), copied.value.clearsAt)
  else tellProblem(copied.error, 'secret')
}

/** Main asks first, because nobody can read the value back from the service. */
export async function eraseSealedCopy(secret: Secret): Promise<void> {
  const erased = await commands.secrets.eraseSealedCopy({ secretId: secret.id })
  if (erased.ok) {
    tellSuccess(`Sealed copy of ${quotedSecretName(secret)} erased`, 'The secret itself works as before.')
  } else if (erased.error.code !== 'notConfirmed') tellProblem(erased.error, 'secret')
}

function idsOfGroup(sharedGroup: string): readonly string[] {
  const rows = [...useAppState.getState().secrets.values()]
  return rows.flatMap(({ secret }) => (secret.sharedGroup === sharedGroup ? [secret.id] : []))
}

function present(ids: readonly string[]): readonly string[] {
  const { secrets } = useAppState.getState()
  return ids.filter((id) => secrets.has(id))
}
