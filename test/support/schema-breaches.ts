// Breaks a valid input in every way that its schema forbids: generated from the schema, so that no field is forgotten.
import * as z from 'zod'

interface Node {
  readonly type?: string
  readonly anyOf?: readonly Node[]
  readonly oneOf?: readonly Node[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: Node
  readonly properties?: Readonly<Record<string, Node>>
  readonly required?: readonly string[]
  readonly propertyNames?: Node
  readonly additionalProperties?: Node | boolean
}

/** Values of each type; which of them a field must refuse is up to its schema. */
const samples: Readonly<Record<string, unknown>> = {
  null: null,
  boolean: true,
  number: 1.5,
  string: 'text',
  array: [],
  object: {},
}

/** Names that a careless copy of an object would follow into its prototype, and others that nobody sends. */
const strangeNames = ['extra', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '', ' ']

/** Every input that differs from `value` in one place and that `schema` has to refuse. */
export function breachesOf(schema: z.ZodType, value: unknown): unknown[] {
  return [...breaches(z.toJSONSchema(schema, { io: 'input' }) as Node, value)]
}

function* breaches(node: Node, value: unknown): Generator<unknown> {
  const branches = node.anyOf ?? node.oneOf ?? [node]
  yield* wrongTypes(branches)
  const branch = branches.find((each) => fits(each, value))
  if (branch === undefined) return
  if (branch.enum !== undefined || branch.const !== undefined) yield* nearMisses(value)
  if (typeof value === 'string') yield* textBreaches(branch, value)
  if (typeof value === 'number') yield* numberBreaches(branch)
  if (Array.isArray(value)) yield* listBreaches(branch, value)
  else if (typeof value === 'object' && value !== null) {
    yield* objectBreaches(branch, value as Record<string, unknown>)
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function fits(node: Node, value: unknown): boolean {
  const type = node.type === 'integer' ? 'number' : node.type
  if (type !== typeOf(value)) return false
  return Object.entries(node.properties ?? {}).every(
    ([name, { const: wanted }]) =>
      wanted === undefined || (value as Record<string, unknown>)[name] === wanted,
  )
}

function* wrongTypes(branches: readonly Node[]): Generator<unknown> {
  const types = new Set(branches.map(({ type }) => (type === 'integer' ? 'number' : type)))
  for (const [type, sample] of Object.entries(samples)) if (!types.has(type)) yield sample
  if (types.has('number') && !branches.some(({ type }) => type === 'number')) yield 1.5
  if (types.has('object')) return
  yield { toString: 'x' }
  yield [[]]
}

function* nearMisses(value: unknown): Generator<unknown> {
  yield* [`${value} `, `${value}x`, String(value).toUpperCase(), '', '__proto__', 'toString', [value]]
}

function* textBreaches({ minLength = 0, maxLength, pattern }: Node, value: string): Generator<unknown> {
  if (minLength > 0) yield* ['', value.slice(0, minLength - 1)]
  if (maxLength !== undefined) yield* [maxLength + 1, maxLength * 4].map((length) => 'k'.repeat(length))
  if (pattern === undefined) return
  for (const stranger of [' ', '/', '.', '%2e', '\n', 'é', '\u202E', "'", '{', '<']) yield value + stranger
}

function* numberBreaches({ minimum, maximum }: Node): Generator<unknown> {
  if (minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER) yield* [minimum - 1, -Number.MAX_VALUE]
  if (maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER) yield* [maximum + 1, Number.MAX_VALUE]
}

function* listBreaches(
  { minItems = 0, maxItems, items }: Node,
  list: readonly unknown[],
): Generator<unknown> {
  if (minItems > 0) yield []
  if (maxItems !== undefined) yield Array.from({ length: maxItems + 1 }, () => list[0] ?? 'x')
  if (items === undefined) return
  for (const [index, item] of list.entries()) {
    for (const breach of breaches(items, item)) yield list.with(index, breach)
  }
}

function* objectBreaches(node: Node, value: Record<string, unknown>): Generator<unknown> {
  const { properties = {}, required = [], propertyNames, additionalProperties } = node
  const isRecord = typeof additionalProperties === 'object'
  for (const name of required) {
    yield Object.fromEntries(Object.entries(value).filter(([each]) => each !== name))
  }
  for (const name of strangeNames) {
    // Assigned by definition: `__proto__` must become a field of its own.
    const filler = isRecord ? { not: 'what a record holds' } : 1
    yield Object.defineProperty({ ...value }, name, { value: filler, enumerable: true })
  }
  if (propertyNames?.maxLength !== undefined) {
    yield { ...value, ['k'.repeat(propertyNames.maxLength + 1)]: Object.values(value)[0] }
  }
  for (const [name, item] of Object.entries(value)) {
    const field = properties[name] ?? (isRecord ? additionalProperties : undefined)
    if (field === undefined) continue
    for (const breach of breaches(field, item)) yield { ...value, [name]: breach }
  }
}
