// What a test asks of main in the place of the page, and the rows as the page would read them.
import type { ApiKey } from '../../src/shared/domain/api-key.ts'
import type { Secret } from '../../src/shared/domain/secret.ts'
import type { Result } from '../../src/shared/errors.ts'
import type { CommandName } from '../../src/shared/ipc/channels.ts'
import type { CommandInput, CommandOutput } from '../../src/shared/ipc/contract.ts'

export interface PageVerbs {
  /** Sends a command as the page does. */
  readonly send: <C extends CommandName>(
    command: C,
    input: CommandInput<C>,
  ) => Promise<Result<CommandOutput<C>>>
  /** The same, where a failure is a failed test. */
  readonly must: <C extends CommandName>(command: C, input: CommandInput<C>) => Promise<CommandOutput<C>>
  readonly rows: () => Promise<ApiKey[]>
  readonly row: (name: string) => Promise<ApiKey>
  readonly secrets: () => Promise<Secret[]>
  readonly secret: (name: string) => Promise<Secret>
  /** Every answer so far, as text; those of `values.reveal` aside. */
  readonly answers: readonly string[]
}

export function createPageVerbs(
  dispatch: (command: CommandName, input: unknown) => Promise<Result<unknown>>,
): PageVerbs {
  const answers: string[] = []
  const send: PageVerbs['send'] = async (command, input) => {
    const answer = await dispatch(command, input)
    if (command !== 'values.reveal') answers.push(JSON.stringify(answer))
    return answer as never
  }
  const must: PageVerbs['must'] = async (command, input) => {
    const answer = await send(command, input)
    if (!answer.ok) throw new Error(`${command} failed: ${JSON.stringify(answer.error)}`)
    return answer.value
  }
  const readAll = async <C extends 'keys.readRows' | 'secrets.readRows'>(command: C) => {
    type Page = { rows: CommandOutput<C>['rows'][number][]; next: string | null }
    const all: Page['rows'] = []
    for (let afterId: string | null = null; ; ) {
      const input = { afterId, limit: 500 } as CommandInput<C>
      const page: Page = await must(command, input)
      all.push(...page.rows)
      if (page.next === null) return all
      afterId = page.next
    }
  }
  const rows = () => readAll('keys.readRows')
  const secrets = () => readAll('secrets.readRows')

  return {
    send,
    must,
    rows,
    secrets,
    row: async (name) => named(name, await rows()),
    secret: async (name) => named(name, await secrets()),
    answers,
  }
}

function named<Row extends { readonly name: string }>(name: string, rows: readonly Row[]): Row {
  const found = rows.find((row) => row.name === name)
  if (found === undefined) throw new Error(`nothing is called ${name}`)
  return found
}
