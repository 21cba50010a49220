// The choice of the dialog and what its main button does.

import { useMemo, useState } from 'react'
import type { ChangeWords } from '../../../shared/domain/change-words.ts'
import { searchTerms } from '../../../shared/domain/search.ts'
import type { Secret, SecretChanges } from '../../../shared/domain/secret.ts'
import { describeSecretChanges, withSecretChanges } from '../../../shared/domain/secret-change-words.ts'
import { commands } from '../../state/commands.ts'
import { closeDialog, openDialog, tellSuccess } from '../../state/ui-state.ts'
import { useProblem } from '../problem/use-problem.ts'
import { startFor } from '../secret-use/start-for.ts'
import { quotedSecretName } from '../secrets/secret-words.ts'
import { type Choice, changesToServe, choicesFor, type Need, searchChoices } from './choices.ts'
import { useLosses, type Way } from './consequences.tsx'

export function useExisting(need: Need, secrets: readonly Secret[]) {
  const [query, setQuery] = useState('')
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [chosenWay, setWay] = useState<Way | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [notTaken, setNotTaken] = useState<readonly ChangeWords[]>([])
  const problem = useProblem()
  const choices = useMemo(() => choicesFor(need, secrets), [need, secrets])
  const shown = useMemo(() => searchChoices(choices, searchTerms(query)), [choices, query])
  // What is not in view is not acted on.
  const choice = chosenId === null ? likelyOf(shown) : shown.find(({ secret }) => secret.id === chosenId)
  const losses = useLosses(need, choice, secrets)
  // Where something would lose the secret, the way that harms nothing is proposed.
  const way: Way =
    choice?.kind === 'covers' ? 'change' : (chosenWay ?? (losses.length > 0 ? 'second' : 'change'))
  const changes = choice ? changesToServe(need, choice) : {}

  const change = async (secret: Secret, wanted: SecretChanges) => {
    problem.clear()
    setNotTaken([])
    setIsBusy(true)
    const answer = await commands.secrets.update({ secretId: secret.id, changes: wanted })
    setIsBusy(false)
    if (!answer.ok) return problem.report(answer.error)
    const { secret: saved } = answer.value
    if (answer.value.notTaken.length > 0) {
      return setNotTaken(describeSecretChanges(saved, withSecretChanges(saved, wanted)))
    }
    closeDialog()
    tellSuccess(`${quotedSecretName(saved)} is now used for ${need.service.name}`, `Argument ${need.toolArg}`)
  }
  return {
    query,
    search: setQuery,
    choices,
    shown,
    choice,
    choose: (secretId: string) => {
      setChosenId(secretId)
      setWay(null)
      setNotTaken([])
      problem.clear()
    },
    way,
    setWay,
    changes,
    losses,
    isBusy,
    notTaken,
    problem,
    submit: () => {
      if (!choice) return
      if (way === 'change') void change(choice.secret, changes)
      else makeSecond(need, choice.secret)
    },
  }
}

export type Existing = ReturnType<typeof useExisting>

/** Only one that is for the service already is chosen without being asked. */
function likelyOf([first]: readonly Choice[]): Choice | undefined {
  return first?.kind === 'covers' ? first : undefined
}

/** The form for a new secret, with the sealed copy where there is one; else the value is entered again. */
function makeSecond({ service, toolName, toolArg }: Need, { id, hasSealedCopy }: Secret): void {
  const start = { ...startFor(service, toolName, toolArg), ...(hasSealedCopy ? { fromSecretId: id } : {}) }
  openDialog({ kind: 'addSecret', start })
}
