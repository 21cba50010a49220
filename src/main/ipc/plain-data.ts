// The shape that every input must have before its schema is asked: plain, small, acyclic JSON (R3).
import { types } from 'node:util'

const maxDepth = 8
const maxNodes = 20_000
const maxTextLength = 16_384

/** These names reach into prototypes when an object is copied carelessly. */
const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Whether `value` is made of nothing but null, booleans, finite numbers, well-formed strings without NUL, plain
 * arrays and plain objects, within the limits above. Never throws, whatever `value` does when it is read.
 */
export function isPlainData(value: unknown): boolean {
  try {
    return isPlain(value, maxDepth, { nodesLeft: maxNodes })
  } catch {
    return false
  }
}

function isPlain(value: unknown, depthLeft: number, budget: { nodesLeft: number }): boolean {
  budget.nodesLeft -= 1
  if (budget.nodesLeft < 0 || depthLeft < 0) return false
  switch (typeof value) {
    case 'boolean':
      return true
    case 'number':
      // Minus zero would not survive JSON.
      return Number.isFinite(value) && !Object.is(value, -0)
    case 'string':
      return isPlainText(value)
    case 'object':
      if (value === null) return true
      // A proxy may answer otherwise when it is read again.
      if (types.isProxy(value)) return false
      return Array.isArray(value)
        ? isPlainArray(value, depthLeft, budget)
        : isPlainObject(value, depthLeft, budget)
    default:
      return false
  }
}

function isPlainText(text: string): boolean {
  return text.length <= maxTextLength && text.isWellFormed() && !text.includes('\0')
}

function isPlainArray(list: readonly unknown[], depthLeft: number, budget: { nodesLeft: number }): boolean {
  // Holes and extra names would not survive JSON.
  return (
    list.length <= maxNodes &&
    Reflect.ownKeys(list).length === list.length + 1 &&
    list.every((item) => isPlain(item, depthLeft - 1, budget))
  )
}

function isPlainObject(value: object, depthLeft: number, budget: { nodesLeft: number }): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  return Reflect.ownKeys(value).every((name) => {
    if (typeof name !== 'string' || forbiddenNames.has(name) || !isPlainText(name)) return false
    const property = Object.getOwnPropertyDescriptor(value, name)
    return (
      property !== undefined &&
      property.enumerable === true &&
      'value' in property &&
      isPlain(property.value, depthLeft - 1, budget)
    )
  })
}
