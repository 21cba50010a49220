// The list of faults that a test has ordered, and which request meets which of them.
import * as z from 'zod'
import { thirdPartiesPath } from './third-parties.ts'

const headerText = z.string().regex(/^[\x20-\x7e]*$/)

/**
 * What can go wrong. `delay` only waits and then lets the request pass. `status`, `body`, `captivePortal`,
 * `redirect` and `dropBefore` take the place of the service, which never sees the request; `truncatedJson`,
 * `malformedJson`, `dropHalfway` and `dropAfter` spoil the answer to a request that was carried out.
 */
const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delay'), ms: z.number().int().min(0).max(600_000) }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.number().int().min(400).max(599),
    /** Sent as it is, so that nonsense can be tried too. */
    retryAfter: z.union([z.number(), headerText]).optional(),
  }),
  z.strictObject({
    kind: z.literal('body'),
    body: z.string(),
    status: z.number().int().min(200).max(599).default(200),
    contentType: headerText.default('application/json'),
  }),
  /** The HTML page with status 200 that a hotel network puts in front of everything. */
  z.strictObject({ kind: z.literal('captivePortal') }),
  z.strictObject({
    kind: z.literal('redirect'),
    location: headerText,
    status: z.union([301, 302, 303, 307, 308].map((status) => z.literal(status))).default(302),
  }),
  /** The connection dies before the service sees the request. */
  z.strictObject({ kind: z.literal('dropBefore') }),
  /** The change is made, then the connection dies without an answer. */
  z.strictObject({ kind: z.literal('dropAfter') }),
  /** The change is made, and the connection dies in the middle of the answer. */
  z.strictObject({ kind: z.literal('dropHalfway') }),
  /** A whole HTTP answer whose JSON ends in the middle. */
  z.strictObject({ kind: z.literal('truncatedJson') }),
  /** A whole HTTP answer that only looks like JSON. */
  z.strictObject({ kind: z.literal('malformedJson') }),
])

/**
 * Which requests a fault is for: those of `method` whose path the regular expression `pathPattern` finds. A
 * rule without a pattern is for the service itself and leaves the third-party services alone.
 */
export const faultRuleSchema = z.strictObject({
  method: z.string().optional(),
  pathPattern: z
    .string()
    .optional()
    .refine((pattern) => {
      try {
        return new RegExp(pattern ?? '') instanceof RegExp
      } catch {
        return false
      }
    }, 'pathPattern must be a regular expression'),
  /** How many matching requests get the fault, once `skip` of them have passed unharmed. */
  times: z.union([z.number().int().min(1), z.literal('always')]).default(1),
  skip: z.number().int().min(0).default(0),
  fault: faultSchema,
})

export type Fault = z.output<typeof faultSchema>
export type FaultRuleInput = z.input<typeof faultRuleSchema>
type FaultRule = z.output<typeof faultRuleSchema>

/** A rule in force, with how many matching requests it has seen and how many of them it has spoiled. */
export type ActiveFaultRule = FaultRule & {
  readonly id: number
  readonly seenCount: number
  readonly appliedCount: number
}

export interface FaultRules {
  readonly add: (rule: FaultRule) => ActiveFaultRule
  readonly list: () => ActiveFaultRule[]
  /** False where there was no such rule. */
  readonly remove: (id: number) => boolean
  readonly clear: () => void
  /** The fault for a request, from the oldest rule that wants it; every matching rule up to there counts it. */
  readonly take: (method: string, path: string) => Fault | undefined
}

export const createFaultRules = (): FaultRules => {
  const rules = new Map<number, ActiveFaultRule>()
  let lastId = 0

  const isFor = (rule: FaultRule, method: string, path: string): boolean =>
    (rule.method === undefined || rule.method.toUpperCase() === method) &&
    (rule.pathPattern === undefined
      ? !path.startsWith(thirdPartiesPath)
      : new RegExp(rule.pathPattern).test(path))

  return {
    add: (rule) => {
      lastId += 1
      const active = { ...rule, id: lastId, seenCount: 0, appliedCount: 0 }
      rules.set(lastId, active)
      return active
    },
    list: () => [...rules.values()],
    remove: (id) => rules.delete(id),
    clear: () => rules.clear(),
    take: (method, path) => {
      for (const rule of rules.values()) {
        if (!isFor(rule, method, path)) continue
        const isDue =
          rule.seenCount >= rule.skip && (rule.times === 'always' || rule.appliedCount < rule.times)
        rules.set(rule.id, {
          ...rule,
          seenCount: rule.seenCount + 1,
          appliedCount: rule.appliedCount + (isDue ? 1 : 0),
        })
        if (isDue) return rule.fault
      }
      return undefined
    },
  }
}
