// The state of the form for a new secret and its sending; nothing is ever sent twice by itself.
import { zodResolver } from '@hookform/resolvers/zod'
import { type FormEvent, useState } from 'react'
import { type FieldErrors, useForm } from 'react-hook-form'
import type { SecretEdit } from '../../../shared/domain/secret.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { AppError } from '../../../shared/errors.ts'
import { useAppState } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { tellProblem, tellRefusal, tellSuccess } from '../../state/ui-state.ts'
import { markFields } from '../key-form/field-errors.ts'
import { useProblem } from '../problem/use-problem.ts'
import { type EditValues, editFieldNames, editSchema } from '../secret-form/details-form.ts'
import { useSecretValue } from '../secret-form/use-secret-value.ts'
import { quotedSecretName } from '../secrets/secret-words.ts'
import { isMemoryOnly } from '../vault-status/vault-words.ts'
import { type FormStart, proposedName } from './proposals.ts'

/** A secret that was added; `secretId` is null where only its being made is certain. */
export interface Added {
  readonly secretId: string | null
  readonly edit: SecretEdit
  readonly isCopySealed: boolean
}

/** A sending whose answer was lost. */
export interface Uncertain {
  readonly error: AppError
  readonly edit: SecretEdit
  /** The secrets that were there before it. */
  readonly knownIds: ReadonlySet<string>
}

const schema = editSchema(null)

export function useAddForm(start: FormStart, onAdded: (added: Added) => void) {
  const problem = useProblem()
  const secretValue = useSecretValue()
  const [keepsCopy, setKeepsCopy] = useState(false)
  const [uncertain, setUncertain] = useState<Uncertain | null>(null)
  const [defaultValues] = useState(() => firstValues(start))
  const form = useForm<EditValues, unknown, SecretEdit>({
    mode: 'onTouched',
    defaultValues,
    // The value stands above these fields and takes the focus first.
    shouldFocusError: false,
    resolver: zodResolver(schema),
  })
  const fail = (error: AppError, edit: SecretEdit, knownIds: ReadonlySet<string>) => {
    if (error.effect === 'unknown') return setUncertain({ error, edit, knownIds })
    if (error.effect === 'done') {
      tellProblem(error, 'secret')
      return onAdded({ secretId: null, edit, isCopySealed: false })
    }
    const ofValue = error.fields?.find(({ field }) => field === 'value')
    const fields = error.fields?.filter((problemOf) => problemOf !== ofValue)
    if (ofValue) secretValue.refuse(visibleText(ofValue.message))
    if (ofValue && fields?.length === 0) return
    const rest = markFields(fields ? { ...error, fields } : error, editFieldNames, form.setError)
    if (rest) problem.report(rest)
  }
  const send = async (edit: SecretEdit) => {
    // Checked beside the other fields, so that one push marks everything that is not right.
    if (start.fromSecretId === null && !secretValue.isRight()) return
    problem.clear()
    setUncertain(null)
    const { snapshot, secrets } = useAppState.getState()
    const knownIds = new Set(secrets.keys())
    const keepSealedCopy = keepsCopy && snapshot !== null && !isMemoryOnly(snapshot.vault)
    const details = { ...edit, keepSealedCopy }
    const answer =
      start.fromSecretId === null
        ? await commands.secrets.create({ ...details, value: secretValue.value })
        : await commands.secrets.createFromCopy({ fromSecretId: start.fromSecretId, details })
    if (!answer.ok) return fail(answer.error, edit, knownIds)
    const { secretId, isCopySealed } = answer.value
    tellSuccess(`${quotedSecretName(edit)} was added`)
    if (keepSealedCopy && !isCopySealed) {
      tellRefusal('No sealed copy was kept', `${quotedSecretName(edit)} itself was added and can be used.`)
    }
    onAdded({ secretId, edit, isCopySealed })
  }
  const markAll = (errors: FieldErrors<EditValues>) => {
    const isValueRight = start.fromSecretId !== null || secretValue.isRight()
    const first = editFieldNames.find((field) => errors[field])
    if (isValueRight && first) form.setFocus(first)
  }
  return {
    form,
    problem,
    secretValue,
    keepsCopy,
    setKeepsCopy,
    uncertain,
    submit: (event: FormEvent) => form.handleSubmit(send, markAll)(event),
  }
}

export type AddFormState = ReturnType<typeof useAddForm>

function firstValues({ service, toolName, toolArg }: FormStart): EditValues {
  const target = { toolName, toolArg }
  return {
    name: service === null ? '' : proposedName(service, target, takenNames()),
    ...target,
    isDefault: true,
  }
}

/** The names that are taken now. */
export function takenNames(): ReadonlySet<string> {
  return new Set([...useAppState.getState().secrets.values()].map(({ secret }) => secret.name))
}
