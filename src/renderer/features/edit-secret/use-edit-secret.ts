// The edit form's state and its saving: only changed fields are sent, and what the service kept is told.
import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import {
  diffSecret,
  type Secret,
  type SecretChanges,
  type SecretEdit,
} from '../../../shared/domain/secret.ts'
import { describeSecretChanges } from '../../../shared/domain/secret-change-words.ts'
import { commands } from '../../state/commands.ts'
import { closeDialog, tellSuccess } from '../../state/ui-state.ts'
import { pickChanges, type StartFrom } from '../edit-form/use-edit-basis.ts'
import { markFields } from '../key-form/field-errors.ts'
import { useProblem } from '../problem/use-problem.ts'
import {
  type EditValues,
  editFieldNames,
  editSchema,
  editValues,
  readSoFar,
} from '../secret-form/details-form.ts'
import { quotedSecretName } from '../secrets/secret-words.ts'

/** `onStartFrom` is called with the secret as the service has it when it did not take over everything. */
export function useEditSecret(secret: Secret, onStartFrom: StartFrom<Secret, SecretChanges>) {
  const problem = useProblem()
  const [defaultValues] = useState(() => editValues(secret))
  const [resolver] = useState(() => zodResolver(editSchema(secret)))
  const form = useForm<EditValues, unknown, SecretEdit>({ mode: 'onTouched', defaultValues, resolver })
  const values = useWatch({ control: form.control }) as EditValues

  const save = async (edited: SecretEdit) => {
    const changes = diffSecret(secret, edited)
    if (Object.keys(changes).length === 0) return closeDialog()
    problem.clear()
    const answer = await commands.secrets.update({ secretId: secret.id, changes })
    if (!answer.ok) {
      const rest = markFields(answer.error, editFieldNames, form.setError)
      if (rest) problem.report(rest)
      return
    }
    const { secret: saved, notTaken } = answer.value
    if (notTaken.length > 0) return onStartFrom(saved, pickChanges(changes, notTaken))
    closeDialog()
    const lines = describeSecretChanges(secret, saved).map(({ label, after }) => `${label}: ${after}`)
    tellSuccess(`${quotedSecretName(saved)} saved`, lines.join(' · '))
  }
  return { form, problem, edit: readSoFar(secret, values), submit: form.handleSubmit(save) }
}
