// The connect form: what was typed stays through every failure and is gone after success.
import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import * as z from 'zod'
import { keysHosts, type Settings } from '../../../shared/domain/settings.ts'
import { useAppState } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { setReconnecting } from '../../state/ui-state.ts'
import { markFields } from '../key-form/field-errors.ts'
import { useProblem } from '../problem/use-problem.ts'
import type { ConnectStep } from './connect-step.ts'

/** The longest text that main takes for an admin key. */
const maxKeyLength = 8192

const schema = z.object({
  adminKey: z
    .string()
    .trim()
    .min(1, 'Paste the admin key.')
    .max(maxKeyLength, 'This is too long for an admin key.')
    .regex(/^[\x21-\x7e]*$/, 'An admin key holds no spaces or special characters. Copy it once more.'),
  keysHost: z.enum(keysHosts),
})
type ConnectValues = z.infer<typeof schema>

export function useConnectForm(onStep: (step: ConnectStep) => void) {
  const problem = useProblem()
  const form = useForm<ConnectValues>({
    defaultValues: {
      adminKey: '',
      keysHost: useAppState.getState().snapshot?.settings.keysHost ?? keysHosts[0],
    },
    resolver: zodResolver(schema),
  })
  const connect = async (values: ConnectValues) => {
    problem.clear()
    onStep('account')
    const answer = await commands.session.connect(values)
    onStep('idle')
    if (answer.ok) {
      setReconnecting(false)
      return form.resetField('adminKey')
    }
    const rest = markFields(answer.error, ['adminKey'], form.setError)
    if (rest) problem.report(rest)
  }
  const submit = form.handleSubmit(connect)
  return {
    form,
    problem,
    submit,
    tryHost: (keysHost: Settings['keysHost']) => {
      form.setValue('keysHost', keysHost)
      void submit()
    },
  }
}
