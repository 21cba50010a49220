// Reads the service's answers about secrets and agents tolerantly (R39); how their lists look is hardly documented.
import * as z from 'zod'
import type { Agent } from '../../shared/domain/secret.ts'
import type { RemoteSecret } from '../ports/remote.ts'
import type { RowsPath } from './json-text.ts'
import { createRowReader, instant, keyIdSchema, type RowReader, shortText, text } from './wire-fields.ts'

/** An empty tool or argument is none. */
const optionalName = text.nullish().transform((name) => (name ? name : null))

/**
 * What decides which tools take the value makes the row unreadable where it is wrong: a default that is none,
 * or "for no tool", would be a lie. Fields that only describe fall back instead. A value is never read, also
 * where a row holds one.
 */
const secretRowSchema = z
  .object({
    secret_id: z.unknown().optional(),
    id: z.unknown().optional(),
    secret_name: text.nullish(),
    display: shortText.nullish().catch(null),
    tool_name: optionalName,
    tool_arg: optionalName,
    is_default_for_tool: z.boolean().nullish(),
    created_at: instant.nullish().catch(null),
    updated_at: instant.nullish().catch(null),
  })
  .transform((row, context): RemoteSecret => {
    const id = keyIdSchema.safeParse(row.secret_id ?? row.id)
    if (!id.success) {
      context.addIssue({ code: 'custom', message: 'no id' })
      return z.NEVER
    }
    return {
      id: id.data,
      name: row.secret_name ?? '',
      display: row.display ?? '',
      toolName: row.tool_name,
      toolArg: row.tool_arg,
      isDefault: row.is_default_for_tool ?? false,
      createdAt: row.created_at ?? null,
      updatedAt: row.updated_at ?? null,
    }
  })

export const readSecretRows = (): RowReader<RemoteSecret> => createRowReader(secretRowSchema, (row) => row.id)

/** The one row of an answer, bare or under `data`; null where it cannot be read. */
export function readSecretRow(envelope: unknown): RemoteSecret | null {
  const bare = secretRowSchema.safeParse(envelope)
  if (bare.success) return bare.data
  const wrapped = z.object({ data: secretRowSchema }).safeParse(envelope)
  return wrapped.success ? wrapped.data.data : null
}

/** Where the rows of the list may be: samples read `data`, the contract does not say. */
export const secretRowsAt: readonly RowsPath[] = [['data'], ['secrets'], ['items'], ['results'], []]

const count = z
  .number()
  .int()
  .min(0)
  .catch(0)
  .transform((value) => Math.min(value, 1_000_000))
const totalsSchema = z
  .object({ total: count, count, pagination: z.object({ total: count }).catch({ total: 0 }) })
  .transform(({ total, count: counted, pagination }) => Math.max(total, counted, pagination.total))

/** How many rows there are in all, as far as the answer tells; 0 where it does not. */
export function readTotal(envelope: unknown): number {
  const totals = totalsSchema.safeParse(envelope)
  return totals.success ? totals.data : 0
}

const denial = z.union([
  z.object({ detail: z.unknown().refine((value) => value != null) }),
  z.object({ error: z.unknown().refine((value) => value != null && value !== false) }),
  z.object({ errors: z.array(z.unknown()).nonempty() }),
  z.object({ success: z.literal(false) }),
  z.object({ status: z.enum(['failed', 'failure', 'error']) }),
])

/** Whether an answer says by itself that nothing was done, whatever its status. */
export const isDenial = (envelope: unknown): boolean => denial.safeParse(envelope).success

const maxAgents = 1000
const maxTags = 20

const agentRowSchema = z
  .object({
    id: z
      .string()
      .max(200)
      .regex(/^\P{C}+$/u),
    name: shortText.nullish().catch(null),
    description: text.nullish().catch(null),
    metadata: z
      .object({ tags: z.array(z.unknown()).catch([]) })
      .nullish()
      .catch(null),
  })
  .transform(
    ({ id, name, description, metadata }): Agent => ({
      id,
      name: name || id,
      description: description ?? '',
      tags: (metadata?.tags ?? [])
        .filter((tag) => typeof tag === 'string')
        .filter((tag) => tag !== '')
        .slice(0, maxTags)
        .map((tag) => tag.slice(0, 100).toWellFormed()),
    }),
  )

const agentsSchema = z.object({ agents: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]) })

/** The first thousand agents that can be read; null where the answer is no list of agents. */
export function readAgents(envelope: unknown): readonly Agent[] | null {
  const read = agentsSchema.safeParse(envelope)
  if (!read.success) return null
  const { agents } = read.data
  const reader = createRowReader(agentRowSchema, (agent) => agent.id)
  const rows = Array.isArray(agents) ? agents : Object.entries(agents).map(withId)
  for (const row of rows.slice(0, 10 * maxAgents)) reader.add(row)
  return reader.rows().slice(0, maxAgents)
}

function withId([id, agent]: readonly [string, unknown]): unknown {
  return typeof agent === 'object' && agent !== null && !Array.isArray(agent) ? { ...agent, id } : null
}
