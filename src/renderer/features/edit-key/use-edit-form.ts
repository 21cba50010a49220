// The edit form's state and its saving: only changed fields are sent, and what the service kept is told.
import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import type { ApiKey, KeyChanges } from '../../../shared/domain/api-key.ts'
import { describeChanges } from '../../../shared/domain/change-words.ts'
import { serviceNow, useNow } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { closeDialog, tellSuccess } from '../../state/ui-state.ts'
import { quotedName } from '../api-keys/key-status.ts'
import { pickChanges } from '../edit-form/use-edit-basis.ts'
import { markFields } from '../key-form/field-errors.ts'
import { type EditedKeyValues, editedKeySchema, editedKeyValues } from '../key-form/form-values.ts'
import { useProblem } from '../problem/use-problem.ts'
import { changesOf, changesSoFar, type EditedKey } from './changes.ts'

const fieldNames = ['name', 'expiresAt', 'access', 'creditLimit', 'creditCycle'] as const

/** `onStartFrom` is called with the key as the service has it when it did not take over everything. */
export function useEditForm(key: ApiKey, onStartFrom: (key: ApiKey, notTaken: KeyChanges) => void) {
  const problem = useProblem()
  const now = useNow()
  const [defaultValues] = useState(() => editedKeyValues(key))
  const [resolver] = useState(() => zodResolver(editedKeySchema(key, serviceNow)))
  const form = useForm<EditedKeyValues, unknown, EditedKey>({ mode: 'onTouched', defaultValues, resolver })
  const values = useWatch({ control: form.control }) as EditedKeyValues

  const save = async (edited: EditedKey) => {
    const changes = changesOf(key, edited)
    if (Object.keys(changes).length === 0) return closeDialog()
    problem.clear()
    const answer = await commands.keys.update({ keyId: key.id, changes })
    if (!answer.ok) {
      const rest = markFields(answer.error, fieldNames, form.setError)
      if (rest) problem.report(rest)
      return
    }
    const { key: saved, notTaken } = answer.value
    if (notTaken.length > 0) return onStartFrom(saved, pickChanges(changes, notTaken))
    closeDialog()
    const lines = describeChanges(key, saved).map(({ label, after }) => `${label}: ${after}`)
    tellSuccess(`${quotedName(saved)} saved`, lines.join(' · '))
  }
  return {
    form,
    problem,
    changes: changesSoFar(key, values, now),
    submit: form.handleSubmit(save),
  }
}
