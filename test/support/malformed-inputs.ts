// Thousands of malformed inputs for each command: what is poison anywhere, what a schema forbids, what is merely strange.
import type { CommandName } from '../../src/shared/ipc/channels.ts'
import { commands } from '../../src/shared/ipc/contract.ts'
import { canary, validInputs } from './ipc-inputs.ts'
import { breachesOf } from './schema-breaches.ts'

class Point {
  readonly x = 1
}

/** What is wrong wherever it stands. */
const poisons: readonly unknown[] = [
  undefined,
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0],
  10n,
  Symbol('x'),
  () => {},
  ...[new Date(), new Map(), new Set(), /x/, new Uint8Array(4), new ArrayBuffer(4), new WeakMap()],
  ...[new Error(canary), Promise.resolve(), new Point(), Point, new String('x'), Object(1), Object(1n)],
  Object.create({ inherited: true }),
  ...['with\0nul', 'lone \uD800 surrogate', '\uDC00', 'x'.repeat(20_000)],
  // biome-ignore lint/suspicious/noSparseArray: a hole is one of the things that must be refused.
  [1, , 3],
  new Array(5),
  Array.from({ length: 30_000 }, () => 0),
  Object.fromEntries(Array.from({ length: 30_000 }, (_, index) => [`n${index}`, 0])),
  ...[deep(50), deepList(50), cyclic(), cyclicList()],
  ...[hostile(), new Proxy({}, {}), new Proxy([], {}), revoked()],
  JSON.parse('{"__proto__":{"isAdmin":true}}'),
  JSON.parse('{"constructor":{"prototype":{"isAdmin":true}}}'),
  JSON.parse('{"prototype":{}}'),
  {
    get name() {
      throw new Error(canary)
    },
  },
  {
    get name() {
      return 'another each time'
    },
  },
  Object.defineProperty({}, 'hidden', { value: 1, enumerable: false }),
  Object.assign([1], { extra: true }),
  { [Symbol('x')]: 1 },
  { 'a\0b': 1 },
]

/** What a schema refuses in at least one place of every input that has fields. */
const wrongs: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, '', ' ', 'x', 'key 1', '../key', 'ключ', [], {}, [[]], [null]],
  ...[{ kind: 'none' }, { kind: 'only', models: [] }, ['key-1', 7], 'x'.repeat(9000), { toString: 1 }],
  ...['<script>', "' OR 1=1", '{{x}}', '%00', '..%2f', 'a\nb', '\u202E', 'file:///etc', '[object Object]'],
]

function deep(levels: number): unknown {
  return levels === 0 ? 0 : { inner: deep(levels - 1) }
}
function deepList(levels: number): unknown {
  return levels === 0 ? 0 : [deepList(levels - 1)]
}
function cyclic(): unknown {
  const loop: Record<string, unknown> = {}
  return Object.assign(loop, { loop })
}
function cyclicList(): unknown {
  const loop: unknown[] = []
  loop.push(loop)
  return loop
}
/** Fights back whenever somebody looks at it. */
function hostile(): unknown {
  const trap = () => {
    throw new Error(canary)
  }
  return new Proxy({}, { ownKeys: trap, get: trap, getPrototypeOf: trap, has: trap })
}
function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

/** Every way to put `poison` into, beside or in place of a part of `value`. */
function* poisoned(value: unknown, poison: unknown): Generator<unknown> {
  yield poison
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    yield [...value, poison]
    for (const [index, item] of value.entries()) {
      for (const variant of poisoned(item, poison)) yield value.with(index, variant)
    }
    return
  }
  yield { ...value, extra: poison }
  for (const [name, item] of Object.entries(value)) {
    for (const variant of poisoned(item, poison)) yield { ...value, [name]: variant }
  }
}

/** Inputs for a command, none of which it may take. What may be well formed by chance is not among them. */
export function malformedInputs(channel: CommandName): unknown[] {
  const value = validInputs[channel]
  const inputs = [
    ...breachesOf(commands[channel].input, value),
    ...poisons.flatMap((poison) => [...poisoned(value, poison)]),
    new Proxy(value, {}),
  ]
  for (const wrong of wrongs) {
    inputs.push({ ...value, extra: wrong }, { ...value, [canary]: wrong }, [wrong], [value, wrong])
    if (typeof wrong !== 'object' || wrong === null || Array.isArray(wrong)) inputs.push(wrong)
    for (const name of Object.keys(value)) {
      const without = Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))
      inputs.push({ ...without, [`${name}x`]: wrong })
    }
  }
  return inputs
}
